"""What residents and organisations of Eastfield wrote. All of it is made up."""

# (about: paragraph as section:position or a priority code, stance, words, wanted
#  change, kind of sender, ward, name to show or "")
VOICES = [
    ("our-place:2", "disagree", "I had to ask my daughter what NEET means. Say it in words.", "Say: not in work, school or training.", "live_here", "Harbour", "Joan P"),
    ("our-place:2", "agree_in_part", "Please do not call young people by letters. My son is looking for work, he is not a NEET.", "", "live_here", "Northgate", ""),
    ("our-place:2", "agree_in_part", "The number is right but the word is jargon.", "Use plain words here.", "group", "Harbour", "Harbour Youth Forum"),
    ("our-place:1", "agree", "Good to see the allotments named. We have 430 plots and a waiting list.", "", "group", "Millfield", "Eastfield Allotment Society"),
    ("our-vision-and-goals:1", "agree", "Yes. Keep the money here.", "", "live_here", "Southfields", ""),
    ("where-offers-are-best-aimed:1", "agree_in_part", "It is not only that the buses stop at 6. Getting from Harbour to the college takes an hour with a change.", "Say that getting to training is the problem.", "live_here", "Harbour", ""),
    ("where-offers-are-best-aimed:1", "agree_in_part", "I turned down a course because I could not get home from it.", "", "live_here", "Northgate", "Ravi K"),
    ("where-offers-are-best-aimed:2", "agree", "The tool library would love to work with builders on repair days.", "", "group", "Millfield", "Millfield Tool Library"),
    ("how-we-will-buy:1", "disagree", "20% is too little where carers come into our homes. Who they are matters more than the price.", "25% for care at home.", "live_here", "Market", ""),
    ("how-we-will-buy:1", "disagree", "As a firm of six we cannot compete if this counts for more than 10%.", "Keep it at 10%.", "business", "Market", "Lantern Joinery"),
    ("how-we-will-buy:1", "agree", "20% is about right for most work.", "", "work_here", "", ""),
    ("how-we-will-buy:2", "agree", "Three promises at most is the first sensible thing I have read in a tender policy.", "", "business", "Southfields", ""),
    ("how-we-will-check:1", "agree", "Ask us, not only the supplier. I have seen ribbon cuttings and then nothing.", "", "live_here", "Northgate", ""),
    ("P1", "agree", "My grandson would have finished if anyone had helped with the bus fare.", "", "live_here", "Harbour", "Maureen T"),
    ("P1", "agree", "Starting is easy. Finishing is what counts. Glad you measure that.", "", "business", "Market", ""),
    ("P2", "agree_in_part", "Paying us in 30 days would help more than any target.", "", "business", "Westgate", "Fenwick Print"),
    ("P3", "agree", "We sleep in our coats. Please let this be real.", "", "live_here", "Millfield", ""),
    ("P4", "agree", "Half of Northgate is tarmac. A few trees by the health centre would change the place.", "", "live_here", "Northgate", ""),
    ("P4", "disagree", "Trees are lovely but who waters them in year two?", "Count the ones alive after a year.", "live_here", "Southfields", ""),
    ("P5", "agree", "I clean two of your buildings and I have three jobs.", "", "work_here", "Harbour", ""),
]  # fmt: skip

CAMPAIGN = [
    "Please keep the Northgate library open on Saturdays. It is the only warm place.",
    "Please keep Northgate library open on Saturdays, it is the only warm place we have.",
    "Keep the Northgate library open on Saturdays please. It is the only warm place.",
    "Please keep the Northgate Library open on Saturday. It is the only warm place.",
    "please keep the northgate library open on saturdays. It's the only warm place!",
    "Please keep the Northgate library open on Saturdays. It is our only warm place. My brother did his homework there every week.",
]

PETITION = (
    "We, the people who have signed below, ask the council to make every supplier who "
    "works in Harbour ward take on at least one young person from the ward.",
    214,
)
# (wording, kind, answers to choose from, asked after question, and if that was answer)
QUESTIONS = [
    ("Have you noticed anything that a council contract did near you this year?", "choice", ["Yes", "No", "Not sure"], None, ""),
    ("What did you notice?", "text", [], 1, "1"),
    ("How should we ask you whether promises were felt?", "several", ["On the doorstep", "By text message", "At the library", "Online", "At a meeting"], None, ""),
    ("How clear is the new paragraph?", "scale", ["Not clear at all", "Very clear"], None, ""),
    ("Which of these matter most when we ask?", "ranking", ["Everybody can take part", "It is quick", "It is private", "We hear what came of it"], None, ""),
    ("If you had 100 points for our priorities, how would you share them out?", "points", [], None, ""),
]  # fmt: skip
# Asked in the first round. On paper at two libraries: (ward, how each shared 100 points)
SHARE_POINTS = "You have 100 points. How would you share them among our priorities?"
SHARED = [
    *[("Northgate", {"P1": 50, "P3": 30, "P5": 20}), ("Northgate", {"P1": 60, "P4": 10, "P5": 30})] * 6,
    *[("Priory", {"P2": 30, "P3": 30, "P4": 40}), ("Priory", {"P1": 20, "P2": 20, "P3": 20, "P4": 20, "P5": 20})] * 5,
    *[("Harbour", {"P1": 70, "P2": 10, "P3": 20})] * 4,
]  # fmt: skip
# Beside the first charter: four questions, and how so many people answered them.
FIRST_QUESTIONS = [
    (SHARE_POINTS, "points", [], None, ""),
    ("How easy was the draft to read?", "scale", ["Very hard", "Very easy"], None, ""),
    ("Which should count most when a contract is given?", "ranking", ["Local jobs", "Warm homes", "Clean air", "Small firms"], None, ""),
    ("Should suppliers be checked by residents?", "choice", ["Yes", "No", "Not sure"], None, ""),
]  # fmt: skip
# (how many answered like this, answers by number of the question, kind, ward)
FIRST_ANSWERS = [
    (12, {2: "4", 3: ["1", "2", "3"], 4: "1"}, "live_here", "Harbour"),
    (9, {2: "3", 3: ["2", "1"], 4: "1"}, "live_here", "Millfield"),
    (6, {2: "5", 3: ["3", "1", "2"], 4: "3"}, "work_here", ""),
    (5, {2: "2", 3: ["4", "1"], 4: "2"}, "business", "Market"),
]  # fmt: skip
# (answers by number of the question, what they noticed)
ANSWERS = [
    ({1: "1", 3: ["1", "3"], 4: "4", 5: ["1", "4", "2"], 6: {"P1": 50, "P3": 50}}, "The new planters by the health centre. Somebody waters them."),
    ({1: "2", 3: ["2"], 4: "3", 6: {"P1": 20, "P2": 20, "P4": 60}}, ""),
    ({1: "3", 3: ["1", "5"], 5: ["3", "1"]}, ""),
]  # fmt: skip

LATE_LETTER = (
    "I do not use a computer. I want the charter to say that people who answer the "
    "telephone for the council are here and not a hundred miles away."
)
ABUSE = "Your officers are all crooks and you know where they live."
WITH_DETAILS = (
    "Ring my neighbour Mrs Hale on 01632 960777, she has been waiting two years for her "
    "windows. P3 is about people like her."
)

# (title, what we heard, decision, reason, words that a comment of it contains,
#  the section whose change it cites or "")
ISSUES = [
    ("“NEET” is jargon", "People did not know the word NEET, or felt it as a label.", "accepted", "You are right. The paragraph now says what the letters stood for.", ["NEET", "jargon", "letters"], "our-place"),
    ("Getting to training takes too long", "Buses are only half of it: the journey from Harbour and Northgate to training takes an hour.", "accepted", "We have added the journey, since it changes what a good offer looks like.", ["college takes an hour", "get home from it", "bus fare"], "where-offers-are-best-aimed"),
    ("The weight for care at home", "Several people said that 20% is too little where staff come into people's homes. One small firm said that it is too much.", "partly", "We raise it to 25% for work in people's homes and keep 20% elsewhere. The limit of three promises protects small firms.", ["carers come into", "cannot compete", "about right"], "how-we-will-buy"),
    ("Keep Northgate library open on Saturdays", "Six messages with nearly the same words asked us to keep the library open.", "out_of_scope", "This charter is about what contracts must do. We have passed the messages to the library service, which consults in spring.", ["library"], ""),
    ("A young person from Harbour on each contract", "A petition with 214 signatures asked for a rule for each supplier.", "not_accepted", "A fixed rule would not be lawful above the threshold. P1 asks every supplier for young people from Harbour and Northgate and marks what they offer.", ["signed below"], ""),
    ("Support for what is proposed", "Most comments agreed with a paragraph or priority and told us why it matters.", "answered", "Thank you. Your words are shown beside the priority, so that suppliers read them.", [], ""),
]  # fmt: skip
