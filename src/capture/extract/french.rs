//! French.

use super::{Rules, days};

#[rustfmt::skip]
pub(super) const RULES: Rules = Rules {
    says: &[
        // Qui je suis.
        "je me appelle", "mon nom est", "mon prénom est", "appelle|appelez moi", "mes pronoms sont",
        "je suis * allergique", "je suis * intolérant|intolérante", "je suis * végétarien|végétarienne|végan|végane|végétalien|végétalienne|cœliaque|coeliaque|diabétique|asthmatique|enceinte|dyslexique|autiste|sourd|sourde|aveugle|daltonien|daltonienne|épileptique",
        "je suis marié|mariée|divorcé|divorcée|célibataire|fiancé|fiancée|veuf|veuve|retraité|retraitée|bilingue|gaucher|gauchère|indépendant|indépendante",
        "je suis né|née|basé|basée|originaire|responsable|chargé|chargée", "je suis en charge|couple|invalidité", "je suis au chômage", "je suis à la retraite", "je suis de nationalité", "je suis en * année",
        "je suis * professeur|professeure|prof|infirmier|infirmière|médecin|ingénieur|ingénieure|développeur|développeuse|designer|étudiant|étudiante|avocat|avocate|écrivain|écrivaine|artiste|musicien|musicienne|consultant|consultante|chercheur|chercheuse|comptable|cuisinier|cuisinière|boulanger|boulangère|menuisier|électricien|électricienne|agriculteur|agricultrice|journaliste|photographe|traducteur|traductrice|psychologue|pharmacien|pharmacienne|dentiste|vétérinaire|architecte|analyste|bibliothécaire|entrepreneur|entrepreneuse|père|mère|parent|papa|maman|débutant|débutante|citoyen|citoyenne|musulman|musulmane|chrétien|chrétienne|juif|juive|bouddhiste|athée|catholique|pompier|policier|sage|secrétaire|assistant|assistante|coach|bénévole|fan|apprenti|apprentie|stagiaire|doctorant|doctorante|directeur|directrice",
        "je ne suis plus", "je ne suis pas marié|mariée|végétarien|végétarienne|croyant|croyante", "je ai # ans",
        "je habite", "je vis", "je loge", "je viens de|du|des", "je parle", "je travaille à|au|chez|pour|comme|dans|en|de|la|le", "je bosse à|au|chez|pour|comme|dans|en", "je étudie", "je enseigne", "je dirige", "je conduis un|une", "je possède",
        "je ai un|une|deux|trois|quatre|cinq|des|plusieurs * enfant|enfants|fils|fille|filles|garçon|garçons|bébé|jumeaux|jumelles|chien|chiens|chienne|chat|chats|chatte|cheval|chevaux|lapin|lapins|poules|frère|frères|sœur|sœurs|soeur|soeurs|allergie|jardin|potager|voiture|vélo|moto|maison|appartement|bateau|piano|guitare|crédit|maladie|métier",
        "je ai le * diabète|asthme|arthrose", "je ai * migraines|insomnies|hypertension", "je ai été diagnostiqué|diagnostiquée", "je fais de|du|le|la * asthme|hypertension|diabète",
        // Ce que je aime.
        "je préfère", "je aime", "je adore", "je déteste", "je évite", "je ne aime pas|plus", "je ne mange pas|plus|jamais", "je ne bois pas|plus|jamais", "je ne supporte pas|plus", "je ne fume pas|plus|jamais", "je ne conduis pas|plus|jamais", "je ne veux pas|plus", "je ne utilise pas|plus|jamais", "je ne travaille pas|plus|jamais", "je ne parle pas",
        "je mange", "je bois", "je fume", "je joue de|du|à|au", "je collectionne", "je pratique", "je fais du|de * tous|chaque|deux|trois|une", "je cours", "je nage", "je me lève", "je utilise * pour|comme|tous|depuis", "je code en", "je programme en", "je chausse", "je mesure #", "je pèse #", "mon * préféré|préférée est", "ma * préférée est", "mon objectif est", "mon but est", "mon budget est",
        // Qui est avec moi.
        "ma|mon|mes femme|épouse|mari|époux|compagne|compagnon|conjoint|conjointe|copine|copain|fiancée|fiancé|fils|fille|filles|enfant|enfants|bébé|mère|père|maman|papa|parents|frère|sœur|soeur|frères|sœurs|grand|tante|oncle|cousin|cousine|nièce|neveu|chien|chienne|chat|chatte|cheval|lapin|patron|patronne|chef|cheffe|équipe|entreprise|employeur|propriétaire|colocataire|voisin|voisine|psy|médecin|dentiste|prof|ami|amie|collègue|anniversaire|mariage|travail|métier|poste|adresse|régime|religion|nationalité|poids|taille|voiture|vélo|maison|appartement|jardin|école|université|diplôme|thèse|salaire|pointure|opération * est|sont|a|ont|se|travaille|vit|habite|aime|adore|déteste|préfère|veut|parle|joue|étudie|commence|mange|ne|était|avait|fait|va|fête",
        // Ce qui a changé.
        "je ai déménagé|emménagé|arrêté|commencé|quitté|démissionné|changé|acheté|vendu|adopté|rejoint|obtenu|divorcé", "je me suis marié|mariée|installé|installée|fiancé|fiancée|séparé|séparée|mis|mise", "je suis passé|passée à|au", "je suis devenu|devenue", "nous habitons", "nous vivons", "nous avons déménagé|emménagé|adopté|acheté|un|une|deux|trois", "on habite", "on vit", "on a déménagé|emménagé|adopté|acheté", "nous attendons un", "on attend un",
        // Comment on me répond.
        "réponds|répondez|écris|écrivez|tutoie|vouvoie * toujours|jamais", "toujours répondre|écrire|utiliser", "ne me vouvoie|tutoie", "ne utilise|réponds jamais|pas|plus", "à partir de maintenant", "désormais",
    ],
    plans: &[
        "je vais", "je pars", "je dois", "je prévois", "je compte", "je commence", "je déménage", "je prends", "je rentre", "je reviens", "je passe", "je fête", "je ai rendez|un|une|des|mon|ma|mes|cours|entretien|examen", "je serai", "je suis en|à|chez", "je vois", "je veux",
        "nous allons", "nous partons", "nous devons", "nous prévoyons", "nous avons", "nous serons", "on va", "on part", "on doit", "on a", "on prévoit", "mon|ma|mes|notre|nos * est|sont|commence|finit|arrive|arrivent|vient|viennent|a|aura|fête|part|marie|déménage|accouche|passe",
    ],
    says_nothing: &["je aime|adore|préfère|déteste cela|ça|ce|cette|ton|ta|tes|votre|vos|comment", "je ne aime pas cela|ça|ce|cette|ton|ta|tes|votre|vos|comment", "je aime|adore|préfère|déteste le|la premier|première|deuxième|second|seconde|troisième|dernier|dernière", "je ai un|une question|problème|souci|bug|fichier|doute|liste|tableau|fonction|erreur|idée", "je vais te|vous|essayer|voir|envoyer|coller|tenter|vérifier", "je veux|dois savoir|comprendre|faire|créer|écrire|ajouter|trouver|corriger|tester"],
    asks: &["souviens|rappelle toi que|de", "souvenez|rappelez vous que|de", "retiens|retenez que|ceci|bien", "note|notez que|bien", "garde en tête que", "gardez en tête que", "ne oublie pas que", "ne oubliez pas que", "pour information", "pour info", "sache|sachez que"],
    openers: &["et", "mais", "donc", "alors", "bon", "ok", "salut", "bonjour", "bonsoir", "coucou", "au fait", "en fait", "de ailleurs", "pour info", "pour le contexte", "contexte", "puisque", "parce que", "car", "comme", "vu que", "étant donné que", "sachant que", "aussi", "oui", "non", "désolé", "désolée", "merci", "actuellement", "maintenant", "en ce moment", "de habitude", "normalement", "malheureusement", "heureusement", "personnellement", "moi", "par contre", "sinon", "correction", "demain", "après demain", "ce soir", "cette semaine|année", "ce week end", "la semaine prochaine", "le mois prochain", "le année prochaine", "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche", "le lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche", "dans * jours|semaines|mois", "depuis * ans|mois|semaines"],
    adverbs: &["vraiment", "aussi", "toujours", "actuellement", "maintenant", "juste", "encore", "déjà", "surtout", "principalement", "généralement", "normalement", "souvent", "parfois", "très", "assez", "plutôt", "bien", "récemment", "enfin", "personnellement", "particulièrement", "également", "beaucoup", "trop", "y", "en", "lui", "leur", "me", "te", "strictement", "fortement", "légèrement"],
    works_on: &["traduis|traduisez|traduire", "réécris|réécrivez", "reformule|reformulez", "corrige|corrigez", "résume|résumez", "améliore|améliorez", "raccourcis|raccourcissez", "réponds à|au", "analyse|analysez", "relis|relisez", "vérifie|vérifiez", "peux tu traduire|réécrire|reformuler|corriger|résumer|améliorer|relire|vérifier|écrire|rédiger", "pouvez vous traduire|réécrire|reformuler|corriger|résumer|améliorer|relire|vérifier|écrire|rédiger", "tu peux traduire|réécrire|reformuler|corriger|résumer|améliorer|relire|vérifier|écrire|rédiger", "écris|écrivez", "rédige|rédigez", "aide moi à écrire|rédiger", "transforme|transformez"],
    makes_up: &["imagine", "imaginez", "imaginons", "suppose", "supposons", "fais comme si", "fais semblant", "jeu de rôle", "joue le rôle", "une|un|la|le * histoire|conte|poème|roman|chanson|monologue|dialogue|sketch|nouvelle", "mon personnage", "fictif", "fictive", "tu es un|une|mon|ma", "vous êtes un|une"],
    leaves_open: &["si", "quand", "lorsque", "est", "est ce", "que", "quoi", "comment", "pourquoi", "où", "quel|quelle|quels|quelles", "qui", "combien", "peux", "pouvez", "dois je", "puis je", "faut il", "sais tu", "tu"],
    joins: &["et", "mais", "donc", "car", "puisque"],
    days: &days::Words {
        today: &["aujourd'hui"],
        tomorrow: "demain",
        after_tomorrow: &["après", "demain"],
        weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        doubtful: &["mars"],
        before: &["en", "dans", "fin", "début", "mi"],
        next: &["prochain", "prochaine", "prochains", "prochaines"],
        weekend: &["weekend"],
        units: [&["jour", "jours"], &["semaine", "semaines"], &["mois"], &["an", "ans", "année", "années", "l'année", "l'an"]],
        numbers: ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
    },
};
