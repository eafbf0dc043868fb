"""What each program finds of French: a query of all its words against a text."""

from measure import say
from rankers import RANKERS
from tables import table

# (what it is about, the query, the text, whether a reader would expect to find it)
PROBES = [
    ("elision", "énergie", "Le prix de l’énergie monte encore.", True),
    ("elision, typed", "l'usine", "Une usine ferme ses portes.", True),
    ("any apostrophe", "aujourd'hui", "Il pleut aujourd’hui sur Brest.", True),
    ("a name with an apostrophe", "N'Djamena", "Le vol de Ndjamena est complet.", True),
    ("accents left out", "reunies", "Les familles réunies dînent dehors.", True),
    ("capitals without accents", "sécurité", "LA SECURITE DES PONTS", True),
    ("accents in excess", "chômâge", "Le chomage recule un peu.", True),
    ("ligature", "coeur", "Un cœur de pierre bat.", True),
    ("letters apart (Unicode NFD)", "forêt", "Une fore\u0302t de hêtres brûle.", True),
    ("plural", "journal", "Deux journaux locaux fusionnent.", True),
    ("feminine", "infirmière", "Un infirmier de nuit témoigne.", True),
    ("conjugation", "négocier", "Ils négocièrent un traité.", True),
    ("a cedilla in a conjugation", "financent", "Les mécènes finançaient le musée.", True),
    ("hyphen left out", "porte parole", "La porte-parole se tait.", True),
    ("compound in one word", "weekend", "Un week-end de vendanges.", True),
    ("acronym with dots", "SNCF", "La S.N.C.F. double ses trains.", True),
    ("acronym and long form", "ONU", "L’Organisation des Nations unies (ONU) vote. "
                                     "L’Organisation des Nations unies siège.", True),
    ("spaces in figures", "25000", "On compte 25 000 manifestants.", True),
    ("narrow spaces in figures", "48 000", "On compte 48\u202f000 visiteurs.", True),
    ("ordinal", "1er", "Le premier prix, ou 1ᵉʳ, revient à Lille.", True),
    ("another spelling of a name", "Gorbachev", "Un discours de Gorbatchev à Reykjavik. "
                                                "Gorbatchev s’en va.", True),
    ("a slip", "bibliotèque", "La bibliothèque rouvre demain.", True),
    ("stop word by its accent", "été", "Un été sans pluie.", True),
    ("planes, not a form of avoir", "avions", "Les avions décollent.", True),
    ("words that share a stem", "chat", "Le châtiment fut sévère.", False),
    ("words that share a stem", "université", "La loi universelle de la gravitation.", False),
    ("words apart by their accent", "pêcheur", "Un pécheur repenti prie.", False),
]


def measure(bench):
    documents = [(f"d{i}", "", text) for i, (_, _, text, _) in enumerate(PROBES)]
    topics = [(f"d{i}", query) for i, (_, query, _, _) in enumerate(PROBES)]
    found = {}
    for label, rank in RANKERS.items():
        say(f"french: {label}")
        found[label] = rank(bench.work, documents, topics, any_word=False)
    rows = []
    right = dict.fromkeys(RANKERS, 0)
    for i, (what, query, text, wanted) in enumerate(PROBES):
        cells = []
        for label in RANKERS:
            hit = f"d{i}" in found[label].get(f"d{i}", [])
            right[label] += hit == wanted
            cells.append(("yes" if hit else "no") if hit == wanted
                         else f"**{'yes' if hit else 'no'}**")
        rows.append([what, f"`{query}`", text, *cells])
    rows.append(["as expected", f"of {len(PROBES)}", "", *right.values()])
    return {"french": table(["", "query", "text", *RANKERS], rows)}
