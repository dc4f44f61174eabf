//! Words that say how a sentence is built and not what it is about.
//!
//! The lists are short: a word that is missing here is common, and its idf says so. All but the English
//! list are written as [folded](super::fold) words, sorted by their bytes.

use super::Language;

/// Whether a word is one of them: an English one normalised, others folded.
pub(super) fn is_stop_word(language: Language, word: &str) -> bool {
    list(language).binary_search(&word).is_ok()
}

fn list(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
        Language::German => GERMAN,
        Language::Spanish => SPANISH,
        Language::Portuguese => PORTUGUESE,
        Language::Italian => ITALIAN,
        Language::Russian => RUSSIAN,
        Language::Arabic => ARABIC,
        Language::Hindi => HINDI,
        Language::Japanese => JAPANESE,
        Language::Chinese => &[],
    }
}

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "above", "after", "again", "against", "ain't", "all", "also", "am", "an", "and", "any",
    "are", "aren't", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "can't", "cannot", "cant", "could", "couldn't", "d", "did", "didn't", "do", "does",
    "doesn't", "doing", "don't", "dont", "down", "during", "each", "few", "for", "from", "further", "get",
    "gets", "getting", "got", "had", "hadn't", "has", "hasn't", "have", "haven't", "having", "he", "he'd",
    "he'll", "her", "here", "hers", "herself", "him", "himself", "his", "how", "how's", "i", "i'd", "i'll",
    "i'm", "i've", "if", "im", "in", "into", "is", "isn't", "isnt", "it", "it'd", "it'll", "its", "itself",
    "ive", "just", "let", "let's", "ll", "m", "me", "more", "most", "must", "mustn't", "my", "myself", "no",
    "nor", "not", "of", "off", "on", "once", "only", "or", "other", "ought", "our", "ours", "ourselves",
    "out", "over", "own", "re", "s", "same", "she", "she'd", "she'll", "should", "shouldn't", "so", "some",
    "such", "t", "than", "that", "that'll", "the", "their", "theirs", "them", "themselves", "then", "there",
    "these", "they", "they'd", "they'll", "they're", "they've", "this", "those", "through", "to", "too",
    "under", "until", "up", "us", "ve", "very", "was", "wasn't", "we", "we'd", "we'll", "we're", "we've",
    "were", "weren't", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with",
    "won't", "would", "wouldn't", "y", "you", "you'd", "you'll", "you're", "you've", "your", "yours",
    "yourself", "yourselves",
];

#[rustfmt::skip]
const FRENCH: &[&str] = &[
    "a", "ai", "aie", "aient", "ait", "alors", "as", "au", "aucun", "aucune", "aura", "aurait", "auront",
    "aussi", "autre", "autres", "aux", "avaient", "avais", "avait", "avant", "avec", "avez", "avons",
    "ayant", "c", "ca", "car", "ce", "ceci", "cela", "celle", "celles", "celui", "ces", "cet", "cette",
    "ceux", "chaque", "chez", "comme", "comment", "d", "dans", "de", "des", "donc", "dont", "du", "elle",
    "elles", "en", "encore", "entre", "est", "et", "etaient", "etais", "etait", "etant", "etes", "etre",
    "eu", "eux", "faire", "fais", "fait", "fut", "ici", "il", "ils", "j", "je", "l", "la", "le", "les",
    "leur", "leurs", "lui", "m", "ma", "mais", "me", "meme", "memes", "mes", "moi", "mon", "n", "ne", "ni",
    "nos", "notre", "nous", "on", "ont", "ou", "par", "parce", "pas", "pendant", "peu", "peut", "plus",
    "pour", "pourquoi", "qu", "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi", "s", "sa",
    "sans", "se", "sera", "serait", "seront", "ses", "si", "sien", "soi", "soit", "sommes", "son", "sont",
    "sous", "suis", "sur", "t", "ta", "te", "tes", "toi", "ton", "tous", "tout", "toute", "toutes", "tres",
    "tu", "un", "une", "va", "vais", "vos", "votre", "vous", "y",
];

#[rustfmt::skip]
const GERMAN: &[&str] = &[
    "ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "auch", "auf",
    "aus", "bei", "beim", "bin", "bis", "bist", "da", "dabei", "damit", "dann", "das", "dass", "dein",
    "deine", "deinem", "deinen", "deiner", "dem", "den", "denn", "der", "des", "die", "dies", "diese",
    "diesem", "diesen", "dieser", "dieses", "doch", "dort", "du", "durch", "ein", "eine", "einem", "einen",
    "einer", "eines", "er", "es", "etwas", "euch", "euer", "fur", "gegen", "hab", "habe", "haben", "hat",
    "hatte", "hatten", "hier", "hin", "ich", "ihm", "ihn", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer",
    "im", "in", "ins", "ist", "ja", "jede", "jedem", "jeden", "jeder", "jedes", "jetzt", "kann", "kannst",
    "kein", "keine", "keinem", "keinen", "keiner", "konnen", "man", "mein", "meine", "meinem", "meinen",
    "meiner", "meines", "mich", "mir", "mit", "muss", "mussen", "nach", "nicht", "noch", "nun", "nur", "ob",
    "oder", "ohne", "schon", "sehr", "sein", "seine", "seinem", "seinen", "seiner", "seit", "sich", "sie",
    "sind", "so", "soll", "sollen", "sollte", "uber", "um", "und", "uns", "unser", "unsere", "unserem",
    "unseren", "unserer", "unter", "vom", "von", "vor", "war", "waren", "was", "welche", "welchem",
    "welchen", "welcher", "welches", "wenn", "wer", "werde", "werden", "wie", "wieder", "will", "wir",
    "wird", "wo", "wurde", "zu", "zum", "zur",
];

#[rustfmt::skip]
const SPANISH: &[&str] = &[
    "a", "al", "algo", "alguna", "algunas", "alguno", "algunos", "ante", "antes", "aqui", "asi", "aun",
    "aunque", "cada", "como", "con", "contra", "cual", "cuales", "cuando", "cuanta", "cuantas", "cuanto",
    "cuantos", "de", "del", "desde", "donde", "durante", "e", "el", "ella", "ellas", "ellos", "en", "entre",
    "era", "eran", "es", "esa", "esas", "ese", "eso", "esos", "esta", "estaba", "estamos", "estan", "estar",
    "estas", "este", "esto", "estos", "estoy", "fue", "fueron", "ha", "habia", "han", "has", "hasta", "hay",
    "he", "la", "las", "le", "les", "lo", "los", "mas", "me", "mi", "mis", "mucho", "muchos", "muy", "nada",
    "ni", "no", "nos", "nosotros", "nuestra", "nuestro", "o", "os", "otra", "otras", "otro", "otros", "para",
    "pero", "poco", "por", "porque", "pues", "que", "quien", "se", "sea", "ser", "si", "sido", "sin",
    "sobre", "son", "soy", "su", "sus", "tambien", "tan", "te", "tener", "tengo", "ti", "tiene", "tienen",
    "todo", "todos", "tu", "tus", "un", "una", "unas", "uno", "unos", "y", "ya", "yo",
];

#[rustfmt::skip]
const PORTUGUESE: &[&str] = &[
    "a", "ao", "aos", "aquela", "aquele", "aquilo", "as", "ate", "cada", "com", "como", "da", "das", "de",
    "dela", "dele", "deles", "do", "dos", "e", "ela", "elas", "ele", "eles", "em", "entre", "era", "essa",
    "essas", "esse", "esses", "esta", "estao", "estava", "este", "estes", "estou", "eu", "foi", "foram",
    "ha", "isso", "isto", "ja", "lhe", "lhes", "mais", "mas", "me", "mesmo", "meu", "meus", "minha",
    "minhas", "muito", "na", "nao", "nas", "nem", "no", "nos", "nossa", "nosso", "num", "numa", "o", "onde",
    "os", "ou", "para", "pela", "pelas", "pelo", "pelos", "por", "porque", "quais", "qual", "quando",
    "quanto", "que", "quem", "sao", "se", "sem", "ser", "seu", "seus", "so", "sobre", "sou", "sua", "suas",
    "tambem", "te", "tem", "tenho", "ter", "teu", "tu", "tua", "um", "uma", "umas", "uns", "voce", "voces",
];

#[rustfmt::skip]
const ITALIAN: &[&str] = &[
    "a", "ad", "agli", "ai", "al", "alla", "alle", "allo", "anche", "ancora", "c", "che", "chi", "ci",
    "come", "con", "cosa", "cui", "da", "dai", "dal", "dalla", "dalle", "dallo", "degli", "dei", "del",
    "dell", "della", "delle", "dello", "di", "dove", "e", "ed", "era", "erano", "essere", "fa", "gli", "ha",
    "hai", "hanno", "ho", "i", "il", "in", "io", "l", "la", "le", "lei", "li", "lo", "loro", "lui", "ma",
    "me", "mi", "mia", "mie", "miei", "mio", "molto", "ne", "negli", "nei", "nel", "nella", "nelle", "nello",
    "no", "noi", "non", "nostra", "nostro", "o", "ogni", "per", "perche", "pero", "piu", "quale", "quali",
    "quando", "quanto", "quella", "quelle", "quelli", "quello", "questa", "queste", "questi", "questo",
    "qui", "se", "sei", "si", "sia", "siamo", "solo", "sono", "sta", "sto", "su", "sua", "sue", "sugli",
    "sui", "sul", "sulla", "sulle", "suo", "suoi", "te", "ti", "tra", "tu", "tua", "tue", "tuo", "tutti",
    "tutto", "un", "una", "uno", "vi", "voi",
];

#[rustfmt::skip]
const RUSSIAN: &[&str] = &[
    "а", "без", "бы", "был", "была", "были", "было", "быть", "в", "вам", "вас", "весь", "во", "вот", "все",
    "всего", "всех", "вы", "где", "да", "для", "до", "его", "ее", "если", "есть", "еще", "же", "за", "здесь",
    "и", "из", "или", "им", "их", "к", "как", "какая", "какие", "какой", "каком", "ко", "когда", "которая",
    "которое", "которые", "который", "кто", "ли", "лишь", "мне", "мной", "мое", "моего", "моей", "мои",
    "моих", "мой", "моя", "мы", "на", "над", "нам", "нас", "не", "него", "нее", "ней", "нет", "ни", "них",
    "но", "ну", "о", "об", "он", "она", "они", "оно", "от", "очень", "по", "под", "после", "потом", "при",
    "про", "с", "сам", "себе", "себя", "со", "так", "такой", "там", "те", "тебе", "тебя", "то", "тоже",
    "только", "том", "тот", "ту", "ты", "у", "уже", "чего", "чем", "что", "чтобы", "эта", "эти", "это",
    "этого", "этой", "этот", "я",
];

#[rustfmt::skip]
const ARABIC: &[&str] = &[
    "اذا", "الا", "التي", "الذي", "الذين", "اللي", "الي", "ان", "انا", "انت", "او", "اي", "ايضا", "بعد",
    "بعض", "بل", "بين", "تلك", "تم", "ثم", "حتي", "حيث", "خلال", "دون", "ذلك", "سوف", "علي", "عليه", "عليها",
    "عن", "عند", "عندما", "عندي", "غير", "فقط", "في", "فيه", "فيها", "قبل", "قد", "كان", "كانت", "كل", "كم",
    "كما", "كنت", "كيف", "لا", "لكن", "لم", "لن", "له", "لها", "لي", "ليس", "ما", "ماذا", "متي", "مثل", "مع",
    "من", "منذ", "منه", "منها", "نحن", "هذا", "هذه", "هل", "هم", "هنا", "هناك", "هو", "هي", "و", "وقد",
    "ولا", "ولم", "وما", "ومن", "وهو", "وهي", "يا",
];

#[rustfmt::skip]
const HINDI: &[&str] = &[
    "अपना", "अपनी", "अपने", "अब", "अभी", "आप", "इन", "इस", "इसके", "इसमें", "इसलिए", "उन", "उनका", "उनकी",
    "उनके", "उस", "उसका", "उसकी", "उसके", "उसे", "एक", "ऐसा", "ऐसे", "ओर", "और", "कब", "कर", "करता", "करते",
    "करना", "करने", "कहां", "का", "कि", "कितना", "कितनी", "कितने", "किस", "किसी", "की", "कुछ", "के", "को",
    "कोई", "कौन", "कौनसा", "क्या", "क्यों", "गई", "गए", "गया", "गयी", "जब", "जहां", "जा", "जिस", "जो", "तक",
    "तब", "तो", "था", "थी", "थे", "न", "नहीं", "ने", "पर", "फिर", "बहुत", "भी", "मत", "मुझे", "में", "मेरा",
    "मेरी", "मेरे", "मैं", "मैंने", "यह", "यहां", "या", "ये", "रहा", "रही", "रहे", "लिए", "ले", "वह", "वहां",
    "वाला", "वाली", "वाले", "वे", "वो", "सब", "साथ", "से", "हम", "हमारा", "हमारी", "हमारे", "ही", "हुआ",
    "हुई", "हुए", "हूं", "है", "हैं", "हो", "होता", "होती", "होते",
];

#[rustfmt::skip]
const JAPANESE: &[&str] = &[
    "あと", "あの", "ある", "いい", "いつ", "いる", "うち", "える", "から", "が", "くだ", "くて", "くる", "けど", "けれ", "ここ", "こと",
    "この", "これ", "さい", "さん", "した", "して", "しま", "しょ", "する", "すれ", "せん", "そう", "その", "それ", "たい", "たち", "たら",
    "たり", "だけ", "だっ", "って", "つも", "てい", "てき", "てく", "てる", "でき", "でし", "です", "では", "でも", "とい", "とう", "とか",
    "とき", "とも", "どう", "どこ", "どの", "どれ", "ない", "なく", "なし", "など", "なに", "なの", "なり", "なる", "なん", "には", "にも",
    "ので", "のに", "のは", "はい", "ばい", "ばん", "ほど", "まし", "ます", "また", "まだ", "まで", "まま", "むし", "もう", "もの", "もら",
    "やす", "よう", "よく", "より", "らい", "られ", "れば", "れる", "わり", "んだ", "んで",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_every_word_is_found() {
        for language in Language::ALL {
            assert!(list(language).is_sorted(), "{language:?}");
        }
        assert!(is_stop_word(Language::English, "the") && is_stop_word(Language::French, "le"));
        assert!(!is_stop_word(Language::English, "sesame") && !is_stop_word(Language::French, "arachide"));
    }
}
