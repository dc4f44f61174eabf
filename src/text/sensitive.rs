//! Words that tell of what people keep from most.
//!
//! By single words, so that what was indexed tells it without its text. A word that is as often about something
//! else ("doctor who", "bank of a river") is left out: a mark that is missing is set by hand, and one that is wrong
//! hides what would help. English and French have lists; a text in another language is read by the English one,
//! as words of medicine and banking travel.

use std::collections::HashMap;

use super::{Analyzer, Language};
use crate::memory::{Sensitivities, Sensitivity};

/// What terms tell, in English texts and in French ones.
#[derive(Default)]
pub struct Lexicon(HashMap<String, Told>);

/// What a term tells: four bits by English rules, four by French ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told(u8);

impl Told {
    /// What it tells together with another term.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What it tells in a text of a language.
    pub fn within(self, language: Language) -> Sensitivities {
        Sensitivities::from_bits(if language == Language::French { self.0 >> 4 } else { self.0 })
    }
}

impl Lexicon {
    /// By the rules of an analyzer.
    pub fn new(analyzer: &Analyzer) -> Self {
        let mut terms: HashMap<String, Told> = HashMap::new();
        for (language, shift, lists) in [(Language::English, 0, ENGLISH), (Language::French, 4, FRENCH)] {
            for (sensitivity, words) in Sensitivity::ALL.into_iter().zip(lists) {
                let mut tell = |language, word, told| {
                    if let Some(term) = analyzer.term(language, word) {
                        let known = terms.entry(term).or_default();
                        *known = known.and(told);
                    }
                };
                for word in words.split_whitespace() {
                    tell(language, word, Told(1 << (sensitivity as u8 + shift)));
                    // A text of three words is read by English rules whatever it is in.
                    if language == Language::French && !ALSO_ENGLISH.contains(&word) {
                        tell(Language::English, word, Told(1 << sensitivity as u8));
                    }
                }
            }
        }
        Self(terms)
    }

    /// What a term tells.
    pub fn told(&self, term: &str) -> Told {
        self.0.get(term).copied().unwrap_or_default()
    }
}

/// By kind, in the order of [`Sensitivity::ALL`].
const ENGLISH: [&str; 4] = [
    "allergy allergic allergies anaphylaxis epipen asthma diabetes diabetic insulin cancer tumour tumor chemotherapy \
     migraine epilepsy epileptic arthritis depression depressed anxiety adhd autism autistic bipolar therapist \
     psychiatrist psychologist antidepressant medication medicine prescription prescribed diagnosis diagnosed \
     symptom surgery surgeon cholesterol hypertension coeliac celiac ibs crohn disability disabled \
     pregnant pregnancy miscarriage vaccine vaccinated addiction rehab hiv stroke dementia alzheimer inhaler \
     physiotherapist physiotherapy cardiologist dermatologist oncologist",
    "salary income wage mortgage loan debt debts pension savings overdraft bankruptcy bankrupt iban creditor \
     inheritance alimony payslip dividend brokerage taxes earnings",
    "passport ssn iban birthdate nationality visa citizenship fingerprint \
     password passwords passcode postcode zipcode",
    "divorce divorced affair girlfriend boyfriend lover sexuality sexual sex gay lesbian bisexual transgender \
     queer libido erotic infertility ivf abortion contraception religion religious muslim jewish christian \
     catholic atheist prayer vote voted abuse abused assault suicide suicidal",
];

/// French words that are English ones too, of another matter.
const ALSO_ENGLISH: [&str; 3] = ["liaison", "diagnostic", "handicap"];

/// The same.
const FRENCH: [&str; 4] = [
    "allergie allergies allergique allergiques anaphylaxie asthme asthmatique diabète diabétique insuline cancer \
     tumeur chimiothérapie migraine migraines épilepsie épileptique arthrose dépression dépressif anxiété tdah \
     autisme autiste bipolaire thérapeute psychiatre psychologue antidépresseur antidépresseurs médicament \
     médicaments ordonnance diagnostic diagnostiqué symptôme chirurgie chirurgien cholestérol hypertension \
     coeliaque cœliaque handicap handicapé enceinte grossesse vaccin vacciné addiction vih avc démence alzheimer \
     kinésithérapeute cardiologue dermatologue oncologue",
    "salaire revenu revenus hypothèque prêt emprunt dette dettes épargne découvert faillite iban créancier \
     héritage dividende dividendes impôts",
    "passeport naissance nationalité visa citoyenneté empreinte iban sécu",
    "divorce divorcé divorcée liaison amant amante sexualité sexuel sexuelle sexe homosexuel homosexuelle gay \
     lesbienne bisexuel transgenre libido érotique infertilité fiv avortement ivg contraception religion \
     musulman musulmane juif juive chrétien chrétienne catholique athée prière vote voté agression suicide \
     suicidaire",
];

#[cfg(test)]
mod tests {
    use super::*;
    use Sensitivity::{Health, Identity, Intimate, Money};

    fn told(text: &str) -> Vec<Sensitivity> {
        let analyzer = Analyzer::new();
        let lexicon = Lexicon::new(&analyzer);
        let (language, terms) = analyzer.read(text);
        let all = terms.iter().fold(Told::default(), |all, term| all.and(lexicon.told(term)));
        all.within(language).iter().collect()
    }

    #[test]
    fn a_text_tells_what_its_words_tell_in_its_language() {
        assert_eq!(told("My daughter is allergic to hazelnuts"), [Health]);
        assert_eq!(told("The mortgage and the surgery are both in May"), [Health, Money]);
        assert_eq!(told("Ma sœur est allergique aux noisettes et elle a un passeport"), [Health, Identity]);
        assert_eq!(told("We told nobody yet about the divorce"), [Intimate]);
        assert_eq!(told("Meine Tochter hat Diabetes und nimmt Insulin"), [Health]);
        assert_eq!(told("The red bike has flat tyres"), []);
    }

    #[test]
    fn a_note_too_short_to_tell_its_language_tells_in_either() {
        assert_eq!(told("VIH positif"), [Health]);
        assert_eq!(told("Salaire : 3 400 €"), [Money]);
        assert_eq!(told("Dettes: 12000"), [Money]);
        assert_eq!(told("Dépression 2019"), [Health]);
    }

    #[test]
    fn a_word_of_one_language_tells_nothing_in_another() {
        assert_eq!(told("They had a liaison officer from the port and the ship"), []);
        assert_eq!(told("Il a eu une liaison avec une amie de sa sœur"), [Intimate]);
    }
}
