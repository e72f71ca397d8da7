"""Heading rows as forms, ticket offices, schools and youth programmes really give them, and what each column is read as."""

import pytest

from ambassadors.sheets.columns import recognise
from ambassadors.sheets.fields import GUARDIANS, Field

CODES = {
    "n": Field.LAST_NAME,
    "f": Field.FIRST_NAME,
    "w": Field.FULL_NAME,
    "b": Field.BORN_ON,
    "e": Field.EMAIL,
    "p": Field.PHONE,
    "s": Field.SCHOOL,
    "h": Field.WAY_HOME,
    "o": Field.NOTE,
    **{f"{at}{part}": field for at, whom in enumerate(GUARDIANS, 1) for part, field in zip("nfpe", whom, strict=True)},
}
"""1n, 1f, 1p, 1e are the first guardian's name, first name, phone, e-mail; "-" is not read."""

LISTS = """\
# forms to parents
Horodateur|Adresse e-mail|Nom de l'enfant|Prénom de l'enfant|Date de naissance|Votre nom et prénom|Téléphone pour vous joindre|Départ seul après l'activité ?
- 1e n f b 1n 1p h
Horodateur|Nom de votre enfant|Prénom de votre enfant|Sa date de naissance|À quel numéro peut-on vous joindre ?|Votre adresse mail|Autorisé(e) à partir sans adulte
- n f b 1p 1e h
Nom de l'enfant|Prénom de l'enfant|Né(e) le|Nom du responsable|Où vous joindre (téléphone) ?|Où vous joindre (mail) ?|Modalité de retour
n f b 1n 1p 1e h
NOM|Prénom|Date de naissance|Responsable légal|Téléphone pour vous joindre|Courriel pour vous joindre|Peut repartir seul
n f b 1n 1p 1e h
Nom et prénom de l'adolescent|Date de naissance|Nom du parent|Portable du parent|Numéro à appeler en cas d'urgence|Personne à prévenir (nom et numéro)
w b 1n 1p 2p 2n
Nom|Prénom|Né le|Téléphone|Parent|Numéro à appeler en cas d'urgence
n f b p 1n 2p
Nom du jeune|Prénom du jeune|Date de naissance du jeune|Tél du jeune|Portable du jeune|Mail du jeune|Nom du responsable légal|Tél du responsable légal|Mail du responsable légal
n f b p p e 1n 1p 1e
Surname|First name|DOB|Own mobile|Own e-mail|Parent/carer name|Parent/carer mobile|Parent/carer e-mail
n f b p e 1n 1p 1e
First Name|Last Name|Date of Birth|Mobile|Home phone|Parent/Guardian Name|Parent/Guardian Phone
f n b p 1p 1n 1p
Name of child|Date of birth|School|Parent/carer 1|Relationship to child|Home telephone|Work telephone|Mobile|Email|Parent/carer 2|Relationship to child|Home telephone|Work telephone|Mobile|Email
w b s 1n - 1p 1p 1p 1e 2n - 2p 2p 2p 2e
Nom|Prénom|Né(e) le|Tél domicile|Tél mère|Tél père|Mail des parents
n f b 1p 2p 3p 1e
NOM|PRENOM|DATE DE NAISSANCE|Téléphone fixe|Portable|Parent 1|Portable parent 1|Mail parent 1|Parent 2|Portable parent 2|Mail parent 2
n f b 1p p 1n 1p 1e 2n 2p 2e
Nom|Prénom|Date de naissance|Parent|Tél|Mail|Parent|Tél|Mail
n f b 1n 1p 1e 2n 2p 2e
Nom|Prénom|Date de naissance|Nom|Prénom|Téléphone|Nom|Prénom|Téléphone
n f b 1n 1f 1p 2n 2f 2p
Nom|Prénom|Date de naissance|Nom2|Prénom3|Téléphone|Nom4|Prénom5|Téléphone6
n f b 1n 1f 1p 2n 2f 2p
Nom|Prénom|Date de naissance|Responsable|Tél|Responsable.1|Tél.1
n f b 1n 1p 2n 2p
Nom enfant|Prénom enfant|Naissance|Responsable|Tel 1|Tel 2|Autre numéro de téléphone|E-mail
n f b 1n 1p 1p 1p 1e
Nom|Prénom|DDN|Parent 1|Tel 1|Mail 1|Parent 2|Tel 2|Mail 2
n f b 1n 1p 1e 2n 2p 2e
Horodateur|Adresse e-mail|Nom et prénom du jeune|Date de naissance du jeune|Adresse e-mail du jeune|Nom du responsable 1|Téléphone du responsable 1|Adresse e-mail du responsable 1|À la fin, votre enfant est-il autorisé à rentrer seul ?
- - w b e 1n 1p 1e h
N° famille|Nom|Prénom|Né le|Code famille|Resp. légal 1 - Nom|Resp. légal 1 - Portable|Resp. légal 2 - Nom|Resp. légal 2 - Portable|Resp. légal 3 - Nom|Resp. légal 3 - Portable
- n f b - 1n 1p 2n 2p 3n 3p
Timestamp|Email Address|Child's name|Date of birth|Parent's name|Parent's email|Parent's phone|Getting home
- - w b 1n 1e 1p h
# forms to young people
Horodateur|Ton nom et ton prénom|Ta date de naissance|Le nom d'un de tes parents|Son numéro|Un deuxième, si tu veux : son nom|Son numéro de téléphone|Et un troisième : son prénom et son nom|Son numéro de téléphone|Son mail
- w b 1n 1p 2n 2p 3n 3p 3e
Horodateur|Nom et prénom du jeune|Sa date de naissance|Parent 1 : nom|Parent 1 : téléphone|Parent 2 : nom|Parent 2 : téléphone|Autre responsable : nom et prénom|Autre responsable : adresse mail
- w b 1n 1p 2n 2p 3n 3e
Prénom|NOM|1er représentant légal|Tél 1er représentant|2e représentant légal|Tél 2e représentant|3e représentant légal|Tél élève|Date naiss.
f n 1n 1p 2n 2p 3n p b
Nom|Prénom|Né le|Parent|Tél parent|Autre parent|Tél autre parent
n f b 1n 1p 2n 2p
# HelloAsso
Référence commande|Date de la commande|Statut de la commande|Nom adhérent|Prénom adhérent|Nom payeur|Prénom payeur|Email payeur|Raison sociale|Moyen de paiement|Tarif|Montant tarif|Code Promo|Date de naissance|Numéro de téléphone|École|Autorisation de rentrer seul
- - - n f 1n 1f 1e - - - - - b p s h
Numéro de billet|Nom participant|Prénom participant|Nom payeur|Prénom payeur|Email payeur|Téléphone du participant|Date de naissance du participant
- n f 1n 1f 1e p b
Nom|Prénom|Société|Date|Email|Nom acheteur|Prénom acheteur|Date de naissance du jeune|Téléphone d'un responsable|Allergies
n f - - e 2n 2f b 1p -
# MJC centre social
N° adhérent|Nom|Prénom|Sexe|Date de naissance|Adresse|CP|Ville|Tél fixe|Tél mobile|E-mail|Responsable légal|Tél resp.|N° allocataire CAF|QF|Droit image
- n f - b - - - 1p p e 1n 1p - - -
Nom de l'adhérent|Prénom de l'adhérent|Né(e) le|Âge|Classe|Établissement scolaire|Nom et prénom du représentant légal 1|Téléphone portable|Adresse mail|Nom et prénom du représentant légal 2|Téléphone portable|Adresse mail|Autorisé à rentrer seul (oui/non)|Personnes autorisées à venir chercher le jeune
n f b - - s 1n 1p 1e 2n 2p 2e h h
Nom|Prénom|Date naissance|Tel. domicile|Tel. père|Tel. mère|Tel. portable jeune|Mail famille|Mail jeune
n f b 1p 2p 3p p 1e e
Nom Prénom Enfant|DDN|Nom Prénom Mère|Tel travail|Portable|Nom Prénom Père|Tel travail|Portable|Mail
w b 1n 1p 1p 2n 2p 2p 2e
Code famille|Nom de l'usager|Prénom de l'usager|Naissance|Portable de l'usager|Courriel de l'usager|Nom du responsable|Prénom du responsable|Portable du responsable|Autorisé à quitter seul
- n f b p e 1n 1f 1p h
Nom de l'individu|Prénom de l'individu|Naissance|Nom du responsable|Prénom du responsable|Portable du responsable
n f b 1n 1f 1p
Nom|Prénom|Né le|Parent référent|Tél|Mail du jeune (pas celui des parents)|T-shirt
n f b 1n 1p e -
Nom du jeune|Prénom du jeune|Sa date de naissance|Son portable (s'il ou elle en a un)|Son adresse mail (pas celle des parents !)|Nom du parent|Mail du parent
n f b p e 1n 1e
Civilité|Nom|Prénom|Date de naissance|Téléphone 1|Téléphone 2|Email|Nom du responsable légal|Prénom du responsable légal
- n f b p 1p e 1n 1f
NOM Prénom|Né(e) le|Téléphone du jeune|Courriel du jeune|Personne à prévenir en cas d'urgence|Lien avec le jeune|Téléphone|Médecin traitant|Tél médecin|N° de sécurité sociale
w b p e 1n - 1p - - -
# school
Élève|Né(e) le|Classe|Resp. légal 1|Tél. portable|Courriel|Resp. légal 2|Tél. portable|Courriel
w b - 1n 1p 1e 2n 2p 2e
Nom|Prénom|Né(e) le|Sexe|Classe|Professeur principal|Mail professeur|Régime|Nom responsable 1|Prénom responsable 1|Tél. personnel responsable 1|Tél. portable responsable 1|Courriel responsable 1
n f b - - - - - 1n 1f 1p 1p 1e
NOM_ELEVE|PRENOM_ELEVE|DATE_NAISS|DIVISION|NOM_RESP_LEGAL1|PRENOM_RESP_LEGAL1|TEL_PERSO_RESP_LEGAL1|TEL_PORT_RESP_LEGAL1|MEL_RESP_LEGAL1|NOM_RESP_LEGAL2|PRENOM_RESP_LEGAL2|TEL_PORT_RESP_LEGAL2|MEL_RESP_LEGAL2
n f b - 1n 1f 1p 1p 1e 2n 2f 2p 2e
Num. Elève Etab|INE|Nom de famille|Prénom 1|Date Naissance|Tel Personnel|Tel Portable|Mel|Lib. MEF|Nom responsable légal1|Tel maison resp légal1|Tel portable resp légal1|Courriel resp légal1
- - n f b p p e - 1n 1p 1p 1e
Nom de l'élève|Prénom de l'élève|Date de naissance|Lycée|Mail académique de l'élève|Mail du CPE|Nom des parents|Téléphone des parents
n f b s e - 1n 1p
# British
Young person's first name|Young person's surname|Date of birth|Home address|Postcode|School/college|Year group|Young person's mobile|Young person's email|Parent/carer name|Relationship|Parent/carer mobile|Parent/carer email|Emergency contact name|Emergency contact number|Medical conditions|Photo consent|Can your child walk home alone?
f n b - - s - p e 1n - 1p 1e 2n 2p - - h
Timestamp|Email address|Child's full name|Child's date of birth|Your name|Your phone number|Second contact name|Second contact number|Does your child have permission to leave on their own?
- 1e w b 1n 1p 2n 2p h
First name|Last name|D.O.B|Email|Tel (home)|Tel (mobile)|Next of kin|Next of kin tel|Collected by
f n b e 1p p 2n 2p h
Forename|Surname|DoB|Age|Gender|Ethnicity|School attended|Contact name|Contact phone|Contact email|Leaves unaccompanied
f n b - - - s 1n 1p 1e h
Participant Name|DOB|Parent/Guardian 1 Name|Parent/Guardian 1 Phone|Parent/Guardian 1 Email|Parent/Guardian 2 Name|Parent/Guardian 2 Phone|Parent/Guardian 2 Email|GP name|GP phone
w b 1n 1p 1e 2n 2p 2e - -
Name|Date of birth|Mum's name|Mum's mobile|Dad's name|Dad's mobile|Contact e-mail|How will they get home?
w b 1n 1p 2n 2p 2e h
First Name|Surname|Date of Birth|Your email|Your phone|Parent/guardian name|Parent/guardian email|Parent/guardian phone
f n b e p 1n 1e 1p
Pupil|DOB|Form tutor|Tutor email|Parent contact 1|Mobile 1|Parent contact 2|Mobile 2
w b - - 1n 1p 2n 2p
Full name|Date of birth|Contact number|Contact email|Emergency contact (name and number)|Who is allowed to collect your child?
w b 1p 1e 2n h
Member First Name|Member Last Name|Member DOB|Member Email|Guardian First Name|Guardian Last Name|Guardian Email|Guardian Mobile|Alternative number
f n b e 1f 1n 1e 1p -
# young people's forms
Horodateur|Ton nom|Ton prénom|Ta date de naissance|Ton numéro de téléphone|Ton adresse mail|Dans quel établissement es-tu ?|Nom d'un parent|Téléphone d'un parent|Comment rentres-tu après l'atelier ?
- n f b p e s 1n 1p h
Nom|Prénom|Votre date de naissance|Votre téléphone|Votre e-mail|Nom de votre responsable légal|Téléphone de votre responsable légal
n f b p e 1n 1p
Horodateur|Nom d'utilisateur|Quel est ton nom ?|Quel est ton prénom ?|Quand es-tu né(e) ?|À quel numéro peut-on te joindre ?|Quel est le numéro de tes parents ?|Tu rentres comment ?
- - n f b p 1p h
Nom|Prénom|Âge|Né(e) le|Contact|Contact parents|Retour autonome
n f - b - 1n h
NOM|PRÉNOM|DATE NAISS.|MAIL|TEL|RESP. LÉGAL|TEL RL|MAIL RL|SEUL O/N|OBS
n f b e p 1n 1p 1e h o
Nom/Prénom|Date de naissance|Tél portable ado|Tél parents|Mail parents|Autorisation de quitter seul le centre|Modalités de départ
w b p 1p 1e h h
Nom du mineur|Prénom du mineur|Date de naissance du mineur|Je soussigné(e) (nom, prénom)|Agissant en qualité de|Téléphone|Mail|J'autorise mon enfant à rentrer seul|Je viendrai chercher mon enfant
n f b 1n - 1p 1e h h
Nom|Prénom|Naissance|Coordonnées parent|Coordonnées jeune|Départ
n f b 1n - h
Prénom|Nom|Date de naissance|Courriel personnel|Courriel parental|Portable personnel|Portable parental|Sortie libre
f n b e 1e p 1p h
Nom et prénom du jeune|Date et lieu de naissance|Adresse|Nom et prénom des parents|Tél. (père)|Tél. (mère)|E-mail (père)|E-mail (mère)|Autre personne à contacter|Tél.
w b - 1n 2p 3p 2e 3e - -
# and more of them
Horodateur|Nom de famille du jeune|Prénom du jeune|Date de naissance (JJ/MM/AAAA)|Classe à la rentrée|Établissement|Nom et prénom du responsable légal 1|Téléphone|Adresse électronique|Nom et prénom du responsable légal 2|Téléphone|Adresse électronique|Votre enfant est-il autorisé à rentrer seul à l'issue des séances ?|Avez-vous des remarques ?
- n f b - s 1n 1p 1e 2n 2p 2e h o
Nom, prénom|Date de naissance|Tél.|Tél. en cas d'urgence|Mail
w b p 1p e
Nom du participant|Prénom du participant|Date de naissance|Personne à contacter en cas d'urgence|Numéro de la personne à contacter|Mail du participant
n f b 1n 1p e
Nom|Prénom|Date de naissance|Tél 1|Tél 2|Mail 1|Mail 2
n f b p 1p e 1e
Prénom de l'enfant|Nom de l'enfant|Âge|Date de naissance|Prénom du parent|Nom du parent|Mail|Numéro de portable|Comment votre enfant rentre-t-il ?
f n - b 1f 1n 1e 1p h
Nom|Prénom|Naissance|Tel (jeune)|Tel (parents)|Mail (jeune)|Mail (parents)
n f b p 1p e 1e
Jeune : nom|Jeune : prénom|Jeune : né(e) le|Jeune : mail|Parent : nom|Parent : tél|Parent : mail
n f b e 1n 1p 1e
Child first name|Child last name|Child DOB|Parent first name|Parent last name|Email|Phone|Alternative contact name|Alternative contact phone
f n b 1f 1n 1e 1p 2n 2p
Ambassador|Date of birth|Preferred name|Pronouns|Mobile number|Personal email|Emergency contact 1|Emergency contact 1 number|Emergency contact 2|Emergency contact 2 number|Travel home
w b - - p e 1n 1p 2n 2p h
Student First Name|Student Last Name|Student DOB|Student Cell|Mother Name|Mother Cell|Mother Email|Father Name|Father Cell|Father Email|Dismissal
f n b p 1n 1p 1e 2n 2p 2e -
Nom|Prénom|Né le|Adresse mail de la famille|Tél. famille|Tél. ado
n f b 1e 1p p
Nom usuel|Prénom usuel|Date de naissance|Portable|Mèl|Représentant légal : nom|Représentant légal : prénom|Représentant légal : portable|Représentant légal : mèl
n f b p e 1n 1f 1p 1e
Nom|Prénom|Date de naissance|Coordonnées téléphoniques|Coordonnées téléphoniques des parents|Courriel
n f b p 1p e
Nom du responsable|Prénom du responsable|Mail du responsable|Tél du responsable|Nom|Prénom|Date de naissance|Rentre seul
1n 1f 1e 1p n f b h
Parent 1 Name|Parent 1 Mobile|Parent 1 E-mail|Child Name|Child DOB|Child E-mail
1n 1p 1e w b e
Nom|Prénom|Date de naissance|Mail pour recevoir les infos|Numéro du responsable à joindre|Nom du responsable
n f b 1e 1p 1n
Nom|Prénom|Date de naissance|Personne(s) à prévenir : Nom|Personne(s) à prévenir : Lien|Personne(s) à prévenir : Téléphone
n f b 1n - 1p
Votre nom|Votre prénom|Votre date de naissance|Votre e-mail|Votre téléphone|Nom et téléphone d'une personne à prévenir
n f b e p 1p
Nom|Prénom|Date de naissance|Téléphone (élève)|Téléphone (responsable)|Adresse e-mail (élève)|Adresse e-mail (responsable)|L'élève peut quitter seul la structure
n f b p 1p e 1e h
Nom|Prénom|Date de naissance|Instagram|Discord|Téléphone|Responsable légal (nom, prénom, téléphone)
n f b - - p 1p
First name|Surname|Date of birth|Contact telephone|Contact email|Parent or guardian's consent
f n b p e -
Nom de l'enfant|Prénom|Date de naissance|Téléphone du domicile|Portable du père|Portable de la mère|Mail du père|Mail de la mère|L'enfant rentre seul|Personnes autorisées à récupérer l'enfant
n f b 1p 2p 3p 2e 3e h h
Pupil name|Form|DOB|Priority 1 contact|Priority 1 phone|Priority 2 contact|Priority 2 phone
w - b 1n 1p 2n 2p
Legal Surname|Legal Forename|Date of Birth|Year|Reg|Parental email|Parental mobile
n f b - - 1e 1p
Name|DOB|Phone|Emergency Contact Name|Emergency Contact Phone|Relationship|Permission to leave site unaccompanied
w b p 1n 1p - h
Nom|Prénom|Né le|Numéro de tel du participant|Numéro de tel du tuteur légal|Arrivée seul|Départ seul
n f b p 1p - h
NOM|Prénom|Né(e) le|Mail élève|Mail resp 1|Mail resp 2|Tél resp 1|Tél resp 2
n f b e 1e 2e 1p 2p
Nom de l'ado|Prénom de l'ado|Date de naissance de l'ado|Portable de l'ado|Nom + prénom d'un parent|Tél d'un parent|Mail d'un parent|L'ado est autorisé(e) à partir seul(e)|Si non, qui vient le/la chercher ?
n f b p 1n 1p 1e h h
Nom|Prénom|Sexe|Né(e) le|Représentants légaux|Téléphones|E-mails
n f - b 1n 1p 1e
Participant 1 - Prénom|Participant 1 - Nom|Participant 1 - Date de naissance|Acheteur - Prénom|Acheteur - Nom|Acheteur - Email
f n b 1f 1n 1e
Prénom|Nom|Date de naissance|E-mail du participant|Nom de l'acheteur|E-mail de l'acheteur|Téléphone de l'acheteur
f n b e 1n 1e 1p
Ticket holder first name|Ticket holder surname|Date of birth|Booker name|Booker email
f n b 1n 1e
Attendee first name|Attendee last name|Attendee date of birth|Purchaser email
f n b 1e
Nom|Prénom|Né le|Fixe|Portable|Fixe parents|Portable parents|Mail
n f b 1p p 1p 1p e
Nom|Prénom|Né le|Portable parent 1|Portable parent 2|Portable perso|Mail perso
n f b 1p 2p p e
Name|Age|DOB|Carer|Carer tel|Social worker|Social worker tel|Social worker email
w - b 1n 1p - - -
Nom|Prénom|Date de naissance|Éducateur référent|Tél éducateur|Mail éducateur|Foyer
n f b - - - -
Nom|Prénom|Date de naissance|Contact (jeune)|Contact (parent)
n f b - 1n
Nom|Prénom|Date de naissance|Assistante familiale|Tél assistante familiale
n f b - 1p
Last name|First name|Birth date|Cell phone|Email|Guardian 1|Guardian 1 cell|Guardian 2|Guardian 2 cell|OK to walk home?|Authorized pickup
n f b p e 1n 1p 2n 2p h h
Nom|Prénom|Date de naissance|Téléphone portable du responsable légal joignable pendant l'activité|Adresse courriel pour l'envoi des informations
n f b 1p 1e
"""

LINES = [line for line in LISTS.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("headings", "codes"), list(zip(LINES[::2], LINES[1::2], strict=True)))
def test_a_row_of_headings(headings: str, codes: str) -> None:
    said = headings.split("|")
    read = {field: code for code, field in CODES.items()}
    found = recognise(said)
    shown = [(heading, read[found[at]] if at in found else "-") for at, heading in enumerate(said)]
    assert shown == list(zip(said, codes.split(), strict=True))
