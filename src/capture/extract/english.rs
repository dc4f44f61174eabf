//! English.

use super::{Rules, days};

#[rustfmt::skip]
pub(super) const RULES: Rules = Rules {
    says: &[
        // Who I am.
        "my name is", "i am called", "call me", "i go by", "my pronouns are",
        "i am * allergic", "i am * intolerant", "i am lactose|gluten", "i am * vegetarian|vegan|pescatarian|coeliac|celiac|diabetic|asthmatic|pregnant|dyslexic|autistic|deaf|blind|colorblind|epileptic",
        "i am married|divorced|single|engaged|widowed|retired|unemployed|self|freelance|freelancing|bilingual|lefthanded|left",
        "i am based|born|from|living|working|studying|learning|training|responsible", "i am in charge", "i am # years", "i am in my",
        "i am a|an * teacher|nurse|doctor|engineer|developer|designer|student|lawyer|writer|artist|musician|manager|consultant|researcher|scientist|accountant|chef|baker|carpenter|electrician|plumber|farmer|pilot|driver|journalist|photographer|translator|therapist|psychologist|pharmacist|dentist|vet|architect|analyst|programmer|librarian|professor|lecturer|entrepreneur|founder|freelancer|parent|mother|father|mum|mom|dad|runner|cyclist|vegetarian|vegan|beginner|native|citizen|muslim|christian|jew|buddhist|hindu|atheist|catholic|cook|gardener|postdoc|intern|apprentice|police|firefighter|soldier|paramedic|midwife|secretary|assistant|salesperson|trader|banker|tutor|coach|trainer|morning|night|introvert|extrovert|fan|member|volunteer",
        "i am the * owner|founder|father|mother|head|lead|manager|director|author|maintainer|eldest|youngest|oldest",
        "i am not allowed", "i am not able to eat|drink", "i am not religious|married|vegetarian|vegan", "i am afraid of", "i am on * medication|diet|sabbatical|leave", "i am no longer", "i am # and|or", "i am with|at|away|off|retired|back|on", "we are # in|of", "we are in|at|from|vegetarian|vegan|renting|based", "it is just me|us",
        "i live|reside", "i no longer", "i never|always|rarely|hardly drive|fly|eat|drink|cook|work|sleep|watch|wear|buy|travel|read|take", "i grew up", "i was born|diagnosed|raised", "i come from", "i speak", "i work at|for|as|in|on|from|with|nights|part|full|remotely|shifts", "i study at|in|history|law|medicine|biology|physics|computer", "i teach", "i run a|an|my|every", "i own", "i drive a|an|to",
        "i have been diagnosed", "i have been living|working|learning|vegetarian|vegan|married", "i have a|an|one|two|three|four|five|six|some * kid|kids|child|children|son|sons|daughter|daughters|baby|twins|dog|dogs|cat|cats|pet|pets|horse|horses|rabbit|rabbits|parrot|hens|chickens|brother|brothers|sister|sisters|allergy|garden|allotment|car|bike|bicycle|motorbike|house|flat|apartment|boat|cabin|piano|guitar|mortgage|condition|job",
        "i have got a|an|two|three|the|my", "i have * torn|broken|sprained|sore|bad|new|old|allergic|chronic", "i take|swim|run|cycle|walk|teach|sing|paint|knit|climb|fish|garden|bake|brew|sell|rent|breed|keep|wear|use", "i do # to", "i do not trust|like", "i can not read|swim|drive|stand|eat|drink|tolerate|cook|ride", "i have been diagnosed|prescribed|promoted|accepted", "i have diabetes|asthma|adhd|add|migraines|celiac|coeliac|arthritis|epilepsy|insomnia|anxiety|depression|hypertension|tinnitus", "i have * blood pressure",
        // What I like and do.
        "i prefer", "i like", "i love", "i enjoy", "i hate", "i dislike", "i adore", "i avoid", "i do not like|eat|drink|want|enjoy|drive|use|own|have|watch|speak|work|trust|cook|smoke", "i can not stand|eat|drink|swim|drive|have|tolerate",
        "i eat", "i drink", "i smoke", "i play", "i collect", "i follow a|an", "i commute", "i cycle to", "i swim", "i go to * every", "i take * every", "i get up", "i wake up", "i wear",
        "i use a|an|the * for|as|at|to|on", "i use * for|as|every|daily|instead", "i code in", "i write in", "i program in", "my favorite|favourite", "my goal is", "my budget is", "my dream is",
        // Who is with me.
        "my|our * is|are|was|were|has|have|works|lives|likes|loves|hates|prefers|wants|needs|speaks|plays|studies|turns|starts|died|moved|eats|can|does|do|got|gets|runs|came|went|failed|passed|left",
        // What changed.
        "i moved|relocated|switched|quit|retired|graduated|divorced", "i|we have moved|switched|quit|retired|graduated|stopped|started|changed|become|turned|joined|adopted|sold|bought|inherited|given|decided|accepted|booked|got|left|signed|applied|lost|finished|said", "i stopped|started eating|drinking|smoking|working|learning|taking|using|running|studying|going|training", "i sold|bought|adopted|got my|our|a|an|two * dog|cat|puppy|kitten|house|flat|apartment|car|bike|boat|piano|guitar|ebike|motorbike|van|business", "i got married|divorced|engaged|promoted|fired|diagnosed", "i lost|left|changed|started my|a job|new|role", "i|we bought|sold|booked|adopted|inherited|cancelled|moved|joined|quit|rented|hired", "i got * a|an|my|the|voted|elected|promoted|married|engaged|divorced", "from # i|we", "i joined", "i became",
        "we live", "we moved|relocated", "we have moved|decided", "we have a|an|two|three|four * kids|children|dogs|cats|dog|cat|baby|garden|car", "we got married|engaged|divorced", "we adopted", "we are expecting|married|moving|vegetarian|vegan", "we are getting married",
        // How I want to be answered.
        "please always|never", "always|never answer|reply|respond|use|write|call|give|explain|address|include", "from now on", "in the future always|never|please",
    ],
    plans: &[
        "i am going|flying|traveling|travelling|moving|visiting|leaving|starting|meeting|seeing|getting|running|having|hosting|taking|giving|speaking|planning|off|away|back", "i am turning", "i will", "i plan|intend|want|need|hope|have to", "i have a|an|my", "i fly|leave|travel|start|move|meet|turn|return|arrive|graduate|retire",
        "we are moving|going|flying|traveling|travelling|visiting|leaving|meeting|having|hosting|planning|off", "we will", "we plan|intend|want|need|have to", "we fly|leave|travel|start|meet|return|arrive", "my * is|starts|ends|begins|arrives|comes|visits|turns|moves|flies|gets|has", "our * is|starts|ends|begins|arrives|comes",
    ],
    says_nothing: &["my|our * code|function|query|queries|script|program|app|page|file|files|table|data|dataset|test|tests|input|output|question|questions|problem|issue|error|errors|draft|text|message|essay|point|idea|guess|understanding|attempt|solution|build|server|repo|branch|model|loop|variable|class|method|api|request|response|regex|formula|sheet|spreadsheet|document|paragraph|sentence|answer|plan|first|last|next", "i got it|this|that|an|the error|same|following|wrong", "i|we left|got|have it|this|that", "i have got it|this|that|an error", "i am on the|a page|line|step", "i am with you", "i am back", "i am at step|line", "i use it|this|that", "i take it", "i keep getting|seeing", "i run it|this|that|the|into", "i like|love|hate|prefer|enjoy|dislike|adore|own|use|have it|this|that|your|how|what|these|those|you", "i do not like|want|trust|use|have it|this|that|your|how|what|these|those|you", "i like|love|prefer|hate the idea|first|second|third|last|other|new|old", "i do not want|have to|any|a|an|the|time|much|enough|access", "i will try|check|let|do|send|give|get|paste|show", "i will be happy|glad", "i want|need|have to ask|know|understand|see|find|get|make|create|write|build|fix|use|add|check|test|finish|implement", "i am from now", "i have a question|problem|bug|file|list|table|function|class|script|query|string|dataset|doubt|few", "i am going to paste|show|give|send|ask|tell|share", "i am working on it|this|that"],
    asks: &["remember that|this", "please remember", "remember i|my|we|our", "note that i|my|we|our", "please note that|i|my", "keep in mind that|i|my|we", "for future reference", "for your information", "do not forget that|i|my"],
    openers: &["and", "but", "also", "so", "well", "ok", "okay", "hi", "hello", "hey", "btw", "by the way", "actually", "fyi", "for context", "some context", "context", "background", "since", "because", "as", "though", "although", "plus", "note that", "just so you know", "to be clear", "that said", "anyway", "yes", "no", "sorry", "thanks", "in fact", "right now", "currently", "now", "these days", "nowadays", "usually", "normally", "generally", "unfortunately", "luckily", "honestly", "personally", "correction", "update", "tomorrow", "today", "tonight", "next week|month|year", "this week|month|year|weekend", "in * days|weeks|months", "on monday|tuesday|wednesday|thursday|friday|saturday|sunday", "given that", "considering that", "i should mention that", "i should add that", "as you know", "one more thing"],
    adverbs: &["really", "also", "usually", "always", "never", "currently", "now", "just", "actually", "still", "already", "only", "mostly", "mainly", "generally", "normally", "often", "sometimes", "both", "very", "quite", "pretty", "definitely", "absolutely", "recently", "finally", "personally", "particularly", "especially", "severely", "mildly", "highly", "strictly", "even", "either", "probably", "soon", "all", "typically"],
    works_on: &["translate", "rewrite", "rephrase", "proofread", "correct", "fix", "summarise|summarize", "paraphrase", "improve", "edit", "shorten", "polish", "reply to", "respond to", "answer this", "analyse|analyze", "explain this", "review this", "check this|the", "can|could you translate|rewrite|rephrase|proofread|correct|fix|summarise|summarize|paraphrase|improve|edit|shorten|polish|check|review", "please translate|rewrite|rephrase|proofread|correct|fix|summarise|summarize|paraphrase|improve|edit|shorten|polish|check|review", "write", "please write", "can|could you write", "draft", "help me write", "make this", "turn this", "convert"],
    makes_up: &["pretend", "imagine", "suppose", "hypothetically", "let us say", "roleplay", "role play", "act as", "a|the * story|poem|novel|song|screenplay|monologue|dialogue|limerick|haiku|fairytale|sketch", "lyrics", "my character", "fictional", "you are a|an|my", "as if i"],
    leaves_open: &["if", "when", "whether", "unless", "in case", "should i|we", "do|does|did i|we|you", "can|could i|we|you", "what", "how", "why", "where", "which", "who", "is|are|was|were", "will", "would", "may i", "have|has i|you|we"],
    joins: &["and", "but", "so", "because", "since", "although", "though", "while", "as"],
    days: &days::Words {
        today: &["today", "tonight"],
        tomorrow: "tomorrow",
        after_tomorrow: &["the", "day", "after", "tomorrow"],
        weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        months: ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
        doubtful: &["march", "may", "august"],
        before: &["in", "by", "until", "from", "this", "next", "within"],
        next: &["next"],
        weekend: &["weekend"],
        units: [&["day", "days"], &["week", "weeks"], &["month", "months"], &["year", "years"]],
        numbers: ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    },
};
