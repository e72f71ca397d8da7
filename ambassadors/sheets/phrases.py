"""The plain phrases people answer with about the way home, as patterns for a whole cell in folded words.

What is not here lets nobody go alone.
"""

import re

YES = "oui|o|ouais|yes|y|x|vrai|true|1|ok|v"
NO = "non|n|no|faux|false|0"
_GLADLY = (
    r"bien (?:sur|entendu)|tout a fait|absolument|evidemment|d accord|accord|of course|absolutely|definitely|sure"
    r"|agreed"
)
_YES_SAID = (
    rf"(?:{YES})(?: (?:{_GLADLY}|sans (?:aucun )?(?:probleme|souci)s?|(?:aucun|pas de) (?:probleme|souci)s?|no problem"
    r"|merci|please|thanks|thank you))*"
)
_SELF = (
    r"(?:(?:tou(?:t|te|s|tes) )?seule?s?|autonome|en autonomie|par (?:ses|leurs) propres moyens"
    r"|sans adulte|alone|unaccompanied|independently|on (?:his|her|their) own"
    r"|by (?:himself|herself|themselves)|without an adult)"
)
WHO = (
    r"(?:(?:(?:mon|notre|son|ma|le|la|l|my|our|the) )?(?:enfant|fils|fille|jeune|child|son|daughter)"
    r"|ils?|elles?|il ou elle|je|i|they|he|she)"
)
_WHOM = rf"(?:{WHO}|it|this|him|her|them|cela)"
AUTHORISED = r"(?:autorisee?s?|authori[sz]ed|allowed|permitted)"
_PERMIT = r"(?:autoris(?:e|ons)|perme(?:ts|ttons)|accept(?:e|ons)|authori[sz]e|allow|permit|accept|consent|agree)"
_I_PERMIT = (
    rf"(?:(?:j|je|nous|i|we)(?: soussignee?s?)? (?:l |les )?{_PERMIT}|(?:je suis|nous sommes) d accord"
    r"|(?:je|nous|i|we) (?:donn(?:e|ons)|give) (?:mon|notre|my|our|l|the)? ?(?:accord|autorisation|permission|consent))"
)
_MAY = (
    rf"(?:(?:est |sera |is |are )?{AUTHORISED} (?:a|to)|(?:a )?l autorisation de|autorisation de|peut|peuvent|pourra"
    r"|can|may)"
)
_GOES = (
    r"(?:s en )?(?:rentre|rentrent|rentrera|rentreront|rentrer|repart|repartent|repartira|repartir|sort|sortira|sortir"
    r"|part|partira|partir|quitte|quittera|quitter|go|goes|walk|walks|leave|leaves"
    r"|travel|travels|cycle|cycles)"
)
_HOME = (
    r"(?:a la maison|a (?:son|leur) domicile|chez (?:lui|elle|eux|moi|soi)|home"
    r"|(?:le|the) (?:centre(?: de sciences)?|musee|lieu|site|science centre|museum)"
    r"|l (?:atelier|activite|etablissement))"
)
_LINED = r"(?:(?:auto)?bus|tram|tramway|metro|train)(?: scolaire)?(?: (?:ligne |line )?(?:[a-h]|\d{1,3}))?"
_MEANS = (
    r"(?:(?:(?:a|en|by|on|avec|par) )?(?:(?:le|les|son|the) )?"
    rf"(?:pied|velo|trottinette|{_LINED}|transports?(?: publics| en commun)?|public transport|bike|foot)"
    r"|(?:en|avec le|par le) car)"
)
"""How one goes with nobody at the wheel: "en car" is a coach, and whoever goes "by car" is driven."""
_OWN_WAY = r"(?:(?:makes?|finds?) )?(?:(?:his|her|their|my) )?own way"
_BY = rf"(?:(?: (?:ou|et|puis|or|and|then))? {_MEANS})"
_AFTERWARDS = (
    r"(?: (?:a la fin|a l issue|apres|after|at the end)(?: (?:of|de|des|du|d|l|la|le|les|the|chaque|each))*"
    r" (?:activites?|ateliers?|seances?|rencontres?|sessions?|meetings?|workshops?))"
)
ALONE = re.compile(
    rf"(?:{_YES_SAID} )?(?:autonome (?:et )?)?"
    rf"(?:{_I_PERMIT} (?:(?:a )?{_WHOM} )?(?:a|de|to) |{_I_PERMIT} (?:que|qu) {WHO} |(?:{WHO} )?(?:{_MAY} )?)"
    rf"(?:(?:(?:vient|arrive|comes) (?:et|and) )?{_GOES} (?:{_HOME} )?(?:(?P<first>{_MEANS}) )?{_SELF}(?: {_HOME})?"
    rf"|(?:(?P<means>{_MEANS}) )?{_SELF}|{_OWN_WAY}(?: {_HOME})?)(?P<by>{_BY}*){_AFTERWARDS}?(?: (?:oui|yes))?"
)
"""A whole cell that says somebody goes alone: "Mon enfant rentre seul à pied"; "seul à la maison" says where."""
_PERMITTED = (
    rf"(?:{_I_PERMIT}(?: {_WHOM})?|(?:{WHO} )?(?:(?:est|sera|suis|is|are) )?{AUTHORISED}"
    rf"|{WHO} (?:peut|pourra|can|may)|(?:autorisation|permission|accord) (?:accordee?|donnee?|given|granted))"
)
_LIVES_NEAR = (
    rf"(?:(?:car|because|since) )?(?:{WHO}|on|nous|we) (?:habit(?:e|ent|ons)|lives?) (?:(?:juste|tout|just|very) )?"
    r"(?:a cote|(?:tres )?pres(?: d ici)?|en face|dans (?:le|ce|notre) quartier|next door|nearby|near by"
    r"|close by|opposite)"
)
BARE_YES = re.compile(
    rf"(?:{_YES_SAID}(?: {_PERMITTED})?(?: (?:{WHO} )?{_GOES}(?: {_HOME})?)?|{_PERMITTED}|{_GLADLY})"
    rf"(?P<by>{_BY}*)(?: {_LIVES_NEAR})?"
)
"""A whole cell that agrees to what is asked, whatever it is: "Oui, j'autorise", "Yes, he can"."""
PLAIN_NO = re.compile(NO)
_REFUSED = (
    rf"(?:(?:j|je|nous) )?(?:(?:n|ne) )?(?:(?:l|les) )?{_PERMIT} pas(?: {_WHOM})?"
    rf"|(?:i|we) (?:do not|don t|dont|cannot|can t|will not|won t) {_PERMIT}(?: {_WHOM})?"
    r"|(?:je|nous|i|we) (?:refuse|refusons|m y oppose|nous y opposons|object|disagree)"
    rf"|(?:{WHO} )?(?:(?:n|ne) )?(?:(?:est|sera|is|are) )?(?:non|pas|not) {AUTHORISED}"
    rf"|(?:{WHO} )?(?:ne )?(?:peut|pourra) pas|{WHO} (?:cannot|can t|may not|must not)"
    r"|(?:surtout|certainement|absolument) pas|pas (?:question|d accord|du tout)|hors de question|en aucun cas"
    r"|no way|not at all|(?:certainly|absolutely|definitely) not|under no circumstances"
    r"|(?:autorisation|permission) (?:refusee|refused|denied)|(?:pas d|aucune|no) (?:autorisation|permission)"
    r"|jamais|never|refus|refusee?|interdite?"
)
BARE_NO = re.compile(rf"(?:(?:{NO}) )?(?:{_REFUSED})|(?:{NO})(?: (?:merci|thanks|thank you))?")
"""A whole cell that refuses what is asked, whatever it is: "Je n'autorise pas", "Never"."""
ONLY_MEANS = re.compile(rf"{_MEANS}{_BY}*")
NOT_ALONE = re.compile(
    rf"(?:surtout |plus )?(?:non|pas|jamais|not|never) {_SELF}\b(?P<more>.*)|{_SELF} (?:interdite?|refusee?)"
)
BEGINS_WITH_NO = re.compile(rf"(?:{NO}|(?:non|not|pas) {AUTHORISED})\b")
BEGINS_WITH_YES = re.compile(rf"(?:{YES})\b")
