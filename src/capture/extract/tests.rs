//! What people write to chats, and what of it they say of themselves. All of it made up for this.

use super::*;
use proptest::prelude::*;

/// Friday, 27 November 2026.
const NOW: Millis = Millis(1_795_780_800_000);

fn found(draft: &str) -> Vec<String> {
    statements(draft, NOW)
}

#[rustfmt::skip]
const SAID: [(&str, &str); 92] = [
    // Who, where, with whom.
    ("My name is Ottilie.", "My name is Ottilie."),
    ("I'm allergic to sesame, what can I order at a Lebanese place?", "I'm allergic to sesame."),
    ("Plan a dinner for four. My wife is severely allergic to shellfish.", "My wife is severely allergic to shellfish."),
    ("i live in Ghent with two cats", "I live in Ghent with two cats."),
    ("Hi! I'm a nurse and I work nights. How do I sleep better?", "I'm a nurse and I work nights."),
    ("Can you suggest a book? I speak Basque and a little Finnish.", "I speak Basque and a little Finnish."),
    ("I’m vegetarian so please leave out the bacon", "I’m vegetarian so please leave out the bacon."),
    ("I am a self-taught developer from Porto.", "I am a self-taught developer from Porto."),
    ("We have three kids and a small garden.", "We have three kids and a small garden."),
    ("My daughter starts school in September, what should she be able to do?", "My daughter starts school in September (2027-09)."),
    ("I have two dogs, is chocolate dangerous for them?", "I have two dogs."),
    ("my landlord is called Mr. Petit and he never answers", "My landlord is called Mr. Petit and he never answers."),
    ("I was diagnosed with coeliac disease last spring.", "I was diagnosed with coeliac disease last spring."),
    ("I'm 34 years old and my resting pulse is 58. Is that good?", "I'm 34 years old and my resting pulse is 58."),
    ("I grew up in Leipzig.", "I grew up in Leipzig."),
    ("Since I'm left-handed, which guitar should I get?", "I'm left-handed."),
    ("My shoe size is 43.", "My shoe size is 43."),
    ("My birthday is on 12 May.", "My birthday is on 12 May (2027-05-12)."),
    ("My neighbour has a key. Is that wise?", "My neighbour has a key."),
    ("I work at a bakery in Lyon, how do I ask for a raise?", "I work at a bakery in Lyon."),
    // What I like, use, avoid.
    ("I prefer window seats.", "I prefer window seats."),
    ("I don't drink alcohol.", "I don't drink alcohol."),
    ("I don't eat pork, any ideas for tonight?", "I don't eat pork."),
    ("I really like long train rides", "I really like long train rides."),
    ("I use Neovim for everything.", "I use Neovim for everything."),
    ("I can't stand coriander.", "I can't stand coriander."),
    ("My favourite author is Ursula Le Guin", "My favourite author is Ursula Le Guin."),
    ("I love hiking but I hate crowds. Where to in August?", "I love hiking but I hate crowds."),
    ("I usually get up at five.", "I usually get up at five."),
    ("My budget is 900 euros.", "My budget is 900 euros."),
    ("I never drive at night", "I never drive at night."),
    ("I play the oboe in an amateur orchestra.", "I play the oboe in an amateur orchestra."),
    // What changed.
    ("I no longer work at Siemens.", "I no longer work at Siemens."),
    ("Actually, I moved to Antwerp in spring.", "I moved to Antwerp in spring."),
    ("I've switched to Linux, which mail program is good?", "I've switched to Linux."),
    ("I stopped eating meat.", "I stopped eating meat."),
    ("I quit my job at the museum.", "I quit my job at the museum."),
    ("We got married in June.", "We got married in June."),
    ("I just adopted a puppy, what do I need?", "I just adopted a puppy."),
    ("I sold my car.", "I sold my car."),
    ("I don't use Twitter anymore", "I don't use Twitter anymore."),
    ("I am no longer vegan", "I am no longer vegan."),
    // Plans, with their days.
    ("I'm flying to Oslo tomorrow, what should I pack?", "I'm flying to Oslo tomorrow (2026-11-28)."),
    ("I have a dentist appointment next Friday.", "I have a dentist appointment next Friday (2026-12-04)."),
    ("We are moving to Turin in March.", "We are moving to Turin in March (2027-03)."),
    ("I'll be in Prague next week, any tips?", "I'll be in Prague next week (2026-11-30–2026-12-06)."),
    ("My sister is getting married on 5 June.", "My sister is getting married on 5 June (2027-06-05)."),
    ("I'm running a marathon in three weeks.", "I'm running a marathon in three weeks (2026-12-18)."),
    ("My exam is on Monday, how do I stay calm?", "My exam is on Monday (2026-11-30)."),
    ("I start a new job on 2027-01-04.", "I start a new job on 2027-01-04."),
    ("Tomorrow I have a job interview.", "Tomorrow I have a job interview (2026-11-28)."),
    // What is to be remembered, and how to answer.
    ("Remember that the boiler code is on the fridge.", "The boiler code is on the fridge."),
    ("Please note that our meetings are in Dutch.", "Our meetings are in Dutch."),
    ("Always answer in British English.", "Always answer in British English."),
    ("Call me Jo, please.", "Call me Jo, please."),
    ("Keep in mind that we never ship on Fridays", "We never ship on Fridays."),
    // French.
    ("Je m'appelle Solène.", "Je m'appelle Solène."),
    ("Je suis allergique aux noix, que puis-je manger ?", "Je suis allergique aux noix."),
    ("J'habite à Nantes avec mes deux filles.", "J'habite à Nantes avec mes deux filles."),
    ("Je suis infirmière et je travaille de nuit.", "Je suis infirmière et je travaille de nuit."),
    ("J'ai trois enfants, une idée de sortie ?", "J'ai trois enfants."),
    ("Mon mari est végétarien.", "Mon mari est végétarien."),
    ("je ne mange pas de porc", "Je ne mange pas de porc."),
    ("Je préfère le train à l’avion.", "Je préfère le train à l’avion."),
    ("J'adore la randonnée mais je déteste la foule.", "J'adore la randonnée mais je déteste la foule."),
    ("Je n'aime pas la coriandre.", "Je n'aime pas la coriandre."),
    ("J'ai déménagé à Lille en septembre.", "J'ai déménagé à Lille en septembre."),
    ("Je ne travaille plus chez Renault.", "Je ne travaille plus chez Renault."),
    ("Je pars à Rome demain, que visiter ?", "Je pars à Rome demain (2026-11-28)."),
    ("J'ai rendez-vous chez le dentiste vendredi prochain.", "J'ai rendez-vous chez le dentiste vendredi prochain (2026-12-04)."),
    ("Ma sœur se marie en juin.", "Ma sœur se marie en juin (2027-06)."),
    ("Bonjour, je suis professeur de maths au collège.", "Je suis professeur de maths au collège."),
    ("Retiens que je chausse du 38.", "Je chausse du 38."),
    ("Je parle breton à la maison.", "Je parle breton à la maison."),
    ("Mon budget est de 400 euros.", "Mon budget est de 400 euros."),
    ("Mon fils fait de l'asthme, un chat est-il possible ?", "Mon fils fait de l'asthme."),
    ("Nous habitons au quatrième sans ascenseur.", "Nous habitons au quatrième sans ascenseur."),
    ("Je joue du violoncelle.", "Je joue du violoncelle."),
    ("Je suis né en 1988 à Tours.", "Je suis né en 1988 à Tours."),
    ("On part en Bretagne la semaine prochaine.", "On part en Bretagne la semaine prochaine (2026-11-30–2026-12-06)."),
    ("J'ai arrêté de fumer.", "J'ai arrêté de fumer."),
    ("Je ne conduis jamais la nuit.", "Je ne conduis jamais la nuit."),
    ("J'utilise Linux depuis dix ans.", "J'utilise Linux depuis dix ans."),
    ("Mon anniversaire est le 3 avril.", "Mon anniversaire est le 3 avril (2027-04-03)."),
    ("J'ai deux chats, quelles plantes éviter ?", "J'ai deux chats."),
    ("Je viens de Mulhouse.", "Je viens de Mulhouse."),
    ("Mon chien ne supporte pas la chaleur.", "Mon chien ne supporte pas la chaleur."),
    ("Note que nos réunions sont en anglais.", "Nos réunions sont en anglais."),
    ("J'ai 41 ans.", "J'ai 41 ans."),
    ("Je suis diabétique depuis l'enfance.", "Je suis diabétique depuis l'enfance."),
    ("Tutoie-moi toujours.", "Tutoie-moi toujours."),
    ("Je vis seule à Brest.", "Je vis seule à Brest."),
];

#[rustfmt::skip]
const NOT_SAID: [&str; 75] = [
    "What's the capital of Australia?",
    "I'm getting an error when I run cargo build.",
    "I'm not sure what this function does.",
    "I'm trying to center a div",
    "I am wondering whether Postgres or SQLite is better here",
    "I would like a recipe for lentil soup.",
    "I need a regex that matches dates.",
    "I want to understand monads.",
    "I have a question about taxes in Spain",
    "I have a list of integers and want their median",
    "I like this, but make it shorter.",
    "I love it! Now do the same for the second paragraph",
    "I don't understand the last step.",
    "I think the bug is in the parser.",
    "If I live in Norway, do I need a visa for Japan?",
    "If I am allergic to cats, can I own a dog?",
    "Do I have to pay tax on gifts?",
    "Am I allowed to prune my neighbour's tree?",
    "Should I use tabs or spaces?",
    "How do I tell my boss I'm leaving?",
    "Where do I live best as a student in Berlin?",
    "Translate into French: I live in a small village and my husband works in the city.",
    "Rewrite this:\nI am a doctor and I live in Rome.",
    "Proofread my mail:\n\nDear Ms Han,\nmy son is sick and I work from home today.",
    "Write a short story in which I am a dragon. I live in a cave.",
    "Pretend you are my landlord. I have two dogs.",
    "Imagine I'm a medieval knight. My horse is lame.",
    "You are a career coach. I am a client who hates mornings.",
    "Write an email to my boss: I am on sick leave until Friday",
    "He said \"I live in Madrid\" and left.",
    "My cat is called \"Misty\".",
    "> I work at a bank\nWhat do you make of that comment?",
    "```\nmy name is {name}\n```\nWhy does this template fail?",
    "My code is not working.",
    "My function returns undefined",
    "my query is slow",
    "My build fails on CI",
    "I tried that already.",
    "I ran the tests and two fail",
    "I'm done, thanks!",
    "I'm sorry, that was unclear.",
    "I'm happy with the result.",
    "I'm looking for a gift for a ten-year-old",
    "I'm asking for a friend",
    "I'll try it tomorrow.",
    "I'm going to paste a log, tell me what is wrong",
    "I will send you the second part",
    "I have to write a report.",
    "I see. And in Python?",
    "Remember?",
    "Do you remember what I said?",
    "Explain it like I am five.",
    "What would I do if my flight is cancelled?",
    "Summarise the meeting notes:\nI moved the deadline. My team is late.",
    "Thanks, that works.",
    "Can you say \"I love you\" in Finnish?",
    "The lyrics say I was born in the USA",
    "Let x be the number of apples I have.",
    "Is my sister is correct grammar?",
    // French.
    "Quelle est la capitale du Canada ?",
    "J'ai une question sur les impôts.",
    "J'ai une erreur quand je lance le script",
    "J'ai un problème avec mon imprimante",
    "Je ne comprends pas la dernière étape.",
    "Je voudrais une recette de soupe.",
    "Je cherche un cadeau pour un enfant de dix ans",
    "J'aime cette version, mais raccourcis-la.",
    "Si j'habite en Suisse, faut-il un visa ?",
    "Est-ce que je suis allergique au pollen ?",
    "Traduis en anglais : J'habite à Paris et ma femme travaille à Lyon.",
    "Corrige ce texte :\nJe suis médecin et j'ai deux enfants.",
    "Imagine que je suis un pirate. J'ai un perroquet.",
    "Écris une lettre à mon patron : je suis en arrêt jusqu'à vendredi",
    "Je vais essayer demain.",
    "Merci, ça marche.",
];

#[test]
fn what_people_say_of_themselves_is_found() {
    let missed: Vec<_> = SAID
        .iter()
        .filter(|(draft, said)| found(draft) != [(*said).to_owned()])
        .map(|(draft, said)| (draft, said, found(draft)))
        .collect();
    assert!(missed.is_empty(), "{} of {}: {missed:#?}", missed.len(), SAID.len());
}

#[test]
fn what_is_asked_quoted_or_made_up_is_nobodys_statement() {
    let taken: Vec<_> =
        NOT_SAID.iter().map(|draft| (draft, found(draft))).filter(|(_, found)| !found.is_empty()).collect();
    assert!(taken.is_empty(), "{} of {}: {taken:#?}", taken.len(), NOT_SAID.len());
}

/// Inches begin no quotation, and end none.
#[test]
fn what_is_quoted_after_a_mark_that_is_not_closed_is_not_the_writers() {
    let draft = |said: &str| format!("Is a 24\" screen enough? {said}");
    assert_eq!(found(&draft("“Hi. I live in Ghent. Bye.” was all.")), [""; 0]);
    assert_eq!(found(&draft("I live in Ghent.")), ["I live in Ghent."]);
}

#[test]
fn a_text_about_something_proposes_five_at_most_and_a_long_one_none() {
    let sentences = [
        "I live in Ghent.",
        "I prefer tea.",
        "I don't eat meat.",
        "I play chess.",
        "My dog is old.",
        "I own a boat.",
    ];
    assert_eq!(found(&sentences.join(" ")).len(), MOST);
    assert_eq!(found(&format!("{} {}", sentences[0], "x ".repeat(DRAFT_MOST))), [""; 0]);
}

#[test]
fn the_day_of_a_plan_is_the_next_of_its_name() {
    for (said, date) in [
        ("today", "2026-11-27"),
        ("tonight", "2026-11-27"),
        ("the day after tomorrow", "2026-11-29"),
        ("on Friday", "2026-12-04"),
        ("on Saturday", "2026-11-28"),
        ("this weekend", "2026-11-28–2026-11-29"),
        ("next month", "2026-12"),
        ("next year", "2027"),
        ("in two months", "2027-01"),
        ("in ten days", "2026-12-07"),
        ("on December 24th", "2026-12-24"),
        ("on 1 November", "2027-11-01"),
        ("on the 2nd of May 2028", "2028-05-02"),
        ("in May", "2027-05"),
    ] {
        assert_eq!(
            found(&format!("I'm flying to Oslo {said}.")),
            [format!("I'm flying to Oslo {said} ({date}).")]
        );
    }
    assert_eq!(found("I'm flying to Oslo."), [""; 0], "a plan without a day may be any idea");
}

proptest! {
    #[test]
    fn no_draft_makes_it_panic(draft in "\\PC{0,200}", now in 0u64..4_000_000_000_000) {
        let _ = statements(&draft, Millis(now));
    }

    #[test]
    fn what_is_found_stands_in_the_draft_but_for_its_case_its_end_and_its_date(
        parts in prop::collection::vec(prop::sample::select(
            vec!["I live in Oslo", ", ", ". ", "? ", "my dog is old", " and ", "\n", "je préfère le thé", "é", " tomorrow", "I'm flying"],
        ), 0..12),
    ) {
        let draft = parts.concat();
        for said in statements(&draft, NOW) {
            let said = said.to_lowercase();
            let bare = said.split(" (2026").next().unwrap_or_default().trim_end_matches(['.', '!', '?', '…']);
            prop_assert!(draft.to_lowercase().contains(bare), "{said:?} in {draft:?}");
        }
    }
}
