//! Words that tell how a text stands in time: that something changed, that someone asks of the past.
//!
//! One table a language; each entry is a word or a few words in a row, normalised.

use super::{Language, normalise, tokenise};

/// What tells it in one language.
struct Cues {
    /// What stands before a day from which something holds.
    from: &'static [&'static str],
    /// What tells of a change.
    changes: &'static [&'static [&'static str]],
    /// What asks how things were.
    past: &'static [&'static [&'static str]],
}

/// A language's cues; none where nobody has written them down yet.
fn cues(language: Language) -> Option<&'static Cues> {
    Some(match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
        Language::German => &GERMAN,
        Language::Spanish => &SPANISH,
        Language::Portuguese => &PORTUGUESE,
        Language::Italian => &ITALIAN,
        Language::Russian => &RUSSIAN,
        Language::Chinese => &CHINESE,
        Language::Japanese | Language::Arabic | Language::Hindi => return None,
    })
}

/// Whether a text tells that something is no longer as it was: "moved", "no longer", "from now on".
pub fn tells_of_change(language: Language, text: &str) -> bool {
    let words = words(text);
    cues(language).is_some_and(|cues| holds(cues.changes, &words) || from_a_day(cues.from, &words))
}

/// Whether a question asks how things were: what it wants may have been overtaken since.
pub fn looks_back(language: Language, text: &str) -> bool {
    let words = words(text);
    cues(language).is_some_and(|cues| holds(cues.past, &words)) || words.iter().any(|word| is_year(word))
}

/// A year that a living person talks about.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok()
}

pub(super) fn words(text: &str) -> Vec<String> {
    tokenise(text).into_iter().map(|word| normalise(word.text)).collect()
}

fn holds(table: &[&[&str]], words: &[String]) -> bool {
    (0..words.len()).any(|at| table.iter().any(|phrase| begins(words.get(at..), phrase)))
}

fn begins(words: Option<&[String]>, phrase: &[&str]) -> bool {
    words.and_then(|words| words.get(..phrase.len())).is_some_and(|words| words.iter().eq(phrase))
}

/// "from 1 July I have Wednesdays off".
fn from_a_day(from: &[&str], words: &[String]) -> bool {
    let length = from.len();
    !from.is_empty()
        && words.windows(length + 2).any(|window| {
            let number = window.get(length).is_some_and(|word| word.parse::<u8>().is_ok());
            // "from 9 to 16 August" is a span.
            let month = window.get(length + 1).is_some_and(|word| word.chars().count() > 2);
            begins(Some(window), from) && number && month
        })
}

#[rustfmt::skip]
const ENGLISH: Cues = Cues {
    from: &["from"],
    changes: &[
        &["now"], &["anymore"], &["instead"], &["switch"], &["switched"], &["switches"], &["switching"],
        &["moved"], &["moves"], &["moving"], &["changed"], &["changes"], &["changing"], &["cancelled"],
        &["canceled"], &["stopped"], &["quit"], &["replaced"], &["replaces"], &["replacing"], &["upgrade"],
        &["upgraded"], &["new"], &["update"], &["sold"], &["until"], &["accepted"], &["confirmed"],
        &["finally"], &["decided"], &["got"], &["dropped"], &["postponed"], &["rescheduled"], &["ended"],
        &["no", "longer"], &["any", "more"], &["gave", "up"], &["given", "up"], &["giving", "up"],
        &["is", "off"], &["are", "off"], &["was", "off"], &["were", "off"], &["be", "off"], &["it's", "off"],
        &["has", "left"], &["have", "left"], &["from", "now", "on"], &["this", "time"], &["rather", "than"],
        &["used", "to"], &["as", "of"], &["picked", "up"], &["turned", "out"], &["clear", "to"],
        &["has", "become"], &["back", "to"],
    ],
    past: &[
        &["was"], &["were"], &["did"], &["had"], &["been"], &["last"], &["ago"], &["yesterday"], &["before"],
        &["history"], &["compared"], &["used", "to"], &["so", "far"], &["in", "order"],
    ],
};

#[rustfmt::skip]
const FRENCH: Cues = Cues {
    from: &["à", "partir", "du"],
    changes: &[
        &["maintenant"], &["désormais"], &["dorénavant"], &["plutôt"], &["changé"], &["change"], &["changent"],
        &["déménagé"], &["déménage"], &["annulé"], &["annulée"], &["annulés"], &["arrêté"], &["arrête"],
        &["remplacé"], &["remplacée"], &["remplace"], &["nouveau"], &["nouvel"], &["nouvelle"], &["vendu"],
        &["vendue"], &["abandonné"], &["abandonne"], &["finalement"], &["enfin"], &["décidé"], &["reporté"],
        &["reportée"], &["repoussé"], &["repoussée"], &["avancé"], &["avancée"], &["quitté"], &["jusqu'à"],
        &["confirmé"], &["confirmée"], &["accepté"], &["acceptée"], &["passé", "à"], &["passée", "à"],
        &["à", "la", "place"], &["au", "lieu"], &["cette", "fois"], &["c'est", "fini"], &["n'est", "plus"],
        &["n'a", "plus"], &["n'ai", "plus"], &["ne", "suis", "plus"], &["ne", "sont", "plus"],
        &["ne", "fait", "plus"], &["ne", "fais", "plus"], &["ne", "mange", "plus"], &["ne", "prend", "plus"],
        &["ne", "prends", "plus"], &["ne", "va", "plus"], &["ne", "vais", "plus"], &["tombe", "à", "l'eau"],
    ],
    past: &[
        &["était"], &["étaient"], &["étais"], &["avait"], &["avaient"], &["avais"], &["dernier"],
        &["dernière"], &["derniers"], &["dernières"], &["hier"], &["avant"], &["ancien"], &["ancienne"],
        &["historique"], &["il", "y", "a"], &["jusqu'ici"], &["passé"], &["passée"],
    ],
};

#[rustfmt::skip]
const GERMAN: Cues = Cues {
    from: &["ab"],
    changes: &[
        &["jetzt"], &["inzwischen"], &["mittlerweile"], &["neuerdings"], &["künftig"],
        &["stattdessen"], &["statt"], &["umgezogen"], &["gezogen"], &["verschoben"], &["verlegt"],
        &["gewechselt"], &["wechselt"], &["geändert"], &["ändert"], &["abgesagt"], &["gekündigt"],
        &["aufgehört"], &["aufgegeben"], &["ersetzt"], &["neu"], &["neue"], &["neuer"], &["neuen"],
        &["neues"], &["verkauft"], &["bis"], &["endlich"], &["entschieden"], &["beschlossen"],
        &["bestätigt"], &["zugesagt"], &["abgelehnt"], &["beendet"], &["umgestellt"], &["umgestiegen"],
        &["nicht", "mehr"], &["kein", "mehr"], &["keine", "mehr"], &["keinen", "mehr"],
        &["von", "nun", "an"], &["ab", "jetzt"], &["ab", "sofort"], &["dieses", "mal"], &["diesmal"],
        &["anstatt"], &["fällt", "aus"],
    ],
    past: &[
        &["war"], &["waren"], &["warst"], &["hatte"], &["hatten"], &["hattest"], &["gab"], &["letzte"],
        &["letzten"], &["letzter"], &["letztes"], &["vorige"], &["vorigen"], &["gestern"], &["früher"],
        &["damals"], &["vorher"], &["zuvor"], &["bisher"], &["ehemals"], &["vor"],
    ],
};

#[rustfmt::skip]
const SPANISH: Cues = Cues {
    from: &["a", "partir", "del"],
    changes: &[
        &["ahora"], &["nuevo"], &["nueva"], &["nuevos"], &["nuevas"], &["cambió"], &["cambié"],
        &["cambia"], &["cambiado"], &["cambiamos"], &["mudó"], &["mudé"], &["mudado"], &["mudamos"],
        &["canceló"], &["cancelado"], &["cancelada"], &["cancelaron"], &["dejé"], &["dejó"], &["dejado"],
        &["dejamos"], &["vendí"], &["vendió"], &["vendido"], &["vendida"], &["reemplazó"], &["reemplazado"],
        &["finalmente"], &["decidí"], &["decidido"], &["decidimos"], &["aplazado"], &["aplazada"],
        &["aplazó"], &["pasó"], &["hasta"], &["confirmado"], &["confirmada"], &["aceptado"],
        &["aceptada"], &["acabó"], &["terminó"], &["ya", "no"], &["en", "vez"], &["en", "lugar"],
        &["por", "fin"], &["al", "final"], &["esta", "vez"], &["de", "ahora", "en", "adelante"],
        &["desde", "ahora"], &["a", "partir", "de", "ahora"], &["más", "bien"],
    ],
    past: &[
        &["era"], &["eran"], &["estaba"], &["estaban"], &["había"], &["tenía"], &["fue"], &["fueron"],
        &["tuvo"], &["pasado"], &["pasada"], &["pasados"], &["pasadas"], &["último"], &["última"],
        &["ayer"], &["antes"], &["anterior"], &["antiguo"], &["antigua"], &["hace"], &["hasta", "ahora"],
        &["historial"],
    ],
};

#[rustfmt::skip]
const PORTUGUESE: Cues = Cues {
    from: &["a", "partir", "de"],
    changes: &[
        &["agora"], &["novo"], &["nova"], &["novos"], &["novas"], &["mudou"], &["mudei"], &["mudado"],
        &["mudamos"], &["cancelou"], &["cancelado"], &["cancelada"], &["deixei"], &["deixou"], &["parei"],
        &["parou"], &["vendi"], &["vendeu"], &["vendido"], &["trocou"], &["troquei"], &["substituiu"],
        &["finalmente"], &["enfim"], &["decidi"], &["decidiu"], &["decidido"], &["adiado"], &["adiada"],
        &["adiou"], &["passou"], &["até"], &["confirmado"], &["confirmada"], &["aceito"], &["aceita"],
        &["acabou"], &["terminou"], &["já", "não"], &["não", "mais"], &["em", "vez"], &["desta", "vez"],
        &["dessa", "vez"], &["de", "agora", "em", "diante"], &["a", "partir", "de", "agora"],
    ],
    past: &[
        &["era"], &["eram"], &["estava"], &["estavam"], &["havia"], &["tinha"], &["foi"], &["foram"],
        &["teve"], &["passado"], &["passada"], &["último"], &["última"], &["ontem"], &["antes"],
        &["anterior"], &["antigo"], &["antiga"], &["há"], &["atrás"], &["até", "agora"], &["histórico"],
    ],
};

#[rustfmt::skip]
const ITALIAN: Cues = Cues {
    from: &["dal"],
    changes: &[
        &["adesso"], &["ora"], &["ormai"], &["nuovo"], &["nuova"], &["nuovi"], &["nuove"], &["cambiato"],
        &["cambiata"], &["cambia"], &["traslocato"], &["trasferito"], &["trasferita"], &["annullato"],
        &["annullata"], &["smesso"], &["lasciato"], &["venduto"], &["venduta"], &["sostituito"],
        &["sostituita"], &["finalmente"], &["deciso"], &["rimandato"], &["rimandata"], &["spostato"],
        &["spostata"], &["passato", "a"], &["passata", "a"], &["fino"], &["confermato"], &["confermata"],
        &["accettato"], &["accettata"], &["finito"], &["finita"], &["non", "più"], &["invece"],
        &["al", "posto"], &["stavolta"], &["questa", "volta"], &["da", "ora", "in", "poi"],
        &["d'ora", "in", "poi"],
    ],
    past: &[
        &["era"], &["erano"], &["ero"], &["aveva"], &["avevano"], &["avevo"], &["c'era"], &["scorso"],
        &["scorsa"], &["scorsi"], &["scorse"], &["passato"], &["passata"], &["ieri"], &["prima"],
        &["precedente"], &["vecchio"], &["vecchia"], &["fa"], &["finora"],
    ],
};

#[rustfmt::skip]
const RUSSIAN: Cues = Cues {
    from: &["с"],
    changes: &[
        &["теперь"], &["сейчас"], &["больше", "не"], &["уже", "не"], &["переехал"], &["переехала"],
        &["переехали"], &["перенесли"], &["перенёс"], &["перенесла"], &["перенес"], &["сменил"],
        &["сменила"], &["сменили"], &["поменял"], &["поменяла"], &["поменяли"], &["изменил"], &["изменила"],
        &["изменилось"], &["отменил"], &["отменили"], &["отменила"], &["отменён"], &["отменена"],
        &["бросил"], &["бросила"], &["перестал"], &["перестала"], &["продал"], &["продала"], &["продали"],
        &["заменил"], &["заменила"], &["заменили"], &["новый"], &["новая"], &["новое"], &["новые"],
        &["новую"], &["наконец"], &["решил"], &["решила"], &["решили"], &["вместо"], &["отныне"],
        &["в", "этот", "раз"], &["на", "этот", "раз"],
    ],
    past: &[
        &["был"], &["была"], &["было"], &["были"], &["раньше"], &["прежде"], &["прошлый"], &["прошлая"],
        &["прошлом"], &["прошлой"], &["прошлого"], &["прошлую"], &["вчера"], &["назад"], &["тогда"],
        &["прежний"], &["бывший"], &["бывшая"], &["до", "сих", "пор"],
    ],
};

#[rustfmt::skip]
const CHINESE: Cues = Cues {
    from: &[],
    changes: &[
        &["现在"], &["不再"], &["改成"], &["改到"], &["改为"], &["换成"], &["换了"], &["搬到"], &["搬家"], &["取消"], &["终于"],
        &["决定"], &["新的"], &["从此"], &["以后"], &["已经"], &["推迟"], &["卖了"], &["戒了"], &["辞职"], &["這次"], &["这次"],
        &["改用"],
    ],
    past: &[
        &["以前"], &["之前"], &["去年"], &["上次"], &["上周"], &["昨天"], &["曾经"], &["当时"], &["原来"], &["过去"], &["上个"],
        &["那时"],
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_a_word_a_phrase_or_a_day_from_which_it_holds() {
        let told = |text| tells_of_change(Language::English, text);
        assert!(told("The club has MOVED to Mondays") && told("she is no longer vegan"));
        assert!(told("from 1 July I have Fridays off"));
        assert!(!told("from 9 to 16 August") && !told("I am allergic to nuts"));
        let dit = |text| tells_of_change(Language::French, text);
        assert!(dit("Le cours n’est plus le lundi") && dit("à partir du 3 mai je travaille à Lyon"));
        assert!(!dit("Je suis allergique aux noix"));
    }

    #[test]
    fn change_and_past_are_told_in_each_language_that_has_cues() {
        let told = [
            (Language::German, "ab 1. Juli habe ich freitags frei", "wer war damals dabei"),
            (Language::Spanish, "ya no como carne", "qué comí ayer"),
            (Language::Portuguese, "agora moro em Braga", "onde foi o jantar"),
            (Language::Italian, "non mangio carne, invece pesce", "dove era la cena"),
            (Language::Russian, "мы переехали в Тверь", "где был ужин"),
            (Language::Chinese, "我现在住在成都", "去年我住在哪里"),
        ];
        for (language, change, past) in told {
            assert!(tells_of_change(language, change) && !tells_of_change(language, past), "{change}");
            assert!(looks_back(language, past) && !looks_back(language, change), "{past}");
        }
        assert!(!tells_of_change(Language::Hindi, "now") && looks_back(Language::Hindi, "2021"));
    }

    #[test]
    fn a_question_about_the_past_is_known_by_its_verbs_or_its_year() {
        assert!(
            looks_back(Language::English, "which tablets was I on")
                && looks_back(Language::English, "in 2021")
        );
        assert!(
            !looks_back(Language::English, "which tablets am I on")
                && !looks_back(Language::English, "room 2x21")
        );
        assert!(
            looks_back(Language::French, "il y a deux ans") && !looks_back(Language::French, "où est-il")
        );
    }
}
