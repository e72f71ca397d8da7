"""The words headings are made of, folded (no accents, no case), in French and in English.

A word no set here holds is a word we do not know: it makes a heading somebody else's rather than the young person's.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL = _set(
    "a à au aux d de des du en et est l la le les ou of on the or and is what quel quelle quels quelles "
    "ton ta tes votre vos your my mon ma mes son sa ses leur n no e s this that please merci ci il elle tu vous"
)

# --- whose --------------------------------------------------------------------------------------------------------

MOTHER = _set("mere maman mother mum mom")
FATHER = _set("pere papa father dad")
KIN = _set("tante oncle aunt uncle grand grandparent conjoint kin")
PAYER = _set("payeur payeuse payer acheteur acheteuse buyer purchaser booker")
URGENT = _set("urgence urgences emergency prevenir contacter")
_PARENT = _set(
    "responsable responsables parent parents parental parentale parentaux tuteur tutrice guardian guardians "
    "representant representante representants tuteurs famille familial familiale foster resp resps repres rl "
    "carer carers adulte adult adultes soussigne "
    "soussignee undersigned"
)
LEGAL = _set("legal legale legaux legales")
GUARDIAN = MOTHER | FATHER | KIN | PAYER | _PARENT
SECOND = _set("2 2e 2eme 2nd 2d second seconde deuxieme two autre other alternative alternate bis")
THIRD = _set("3 3e 3eme 3rd troisieme three")
CHILD = _set(
    "enfant jeune jeunes eleve eleves child fils fille ambassadeur ambassadeurs ambassadrice ambassadrices participant "
    "participants participante student pupil adherent adherente beneficiaire inscrit inscrite candidat candidate "
    "ambassador ambassadors youth teen teenager ado ados adolescent adolescente adolescents mineur mineure kid kids "
    "usager usagere usagers licencie licenciee apprenant apprenante stagiaire learner camper yp "
    "member membre attendee holder etudiant etudiante lyceen lyceenne collegien collegienne"
)
ASKS_READER = _set("votre vos vous your mon ma my")
TO_THE_YOUNG = _set("ton ta tes toi te tu t")
OWN = _set("own propre")
"""Of whom the list is about: "Own mobile"; on one's own is something else."""
FOR_THE_PERSON_BEFORE = _set("son sa ses leur his her their")
OTHER_ADULT = _set(
    "prof profs professeur enseignant enseignante teacher medecin doctor animateur animatrice referent referente "
    "facturation facture billing coach tutor mentor worker keyworker gp nurse infirmier infirmiere cpe educateur "
    "educatrice directeur directrice instituteur institutrice moniteur monitrice benevole"
)
ORGANISATION = _set("structure association entreprise organisme fax")

# --- what ---------------------------------------------------------------------------------------------------------

EMAIL = _set("courriel courriels email emails mail mails mel messagerie electronique couriel")
PHONE = _set(
    "tel tels mob telephone telephones portable mobile phone gsm cell cellphone telephonique telephoniques "
    "phones tph fixe landline"
)
MOBILE = _set("mob portable mobile gsm cell cellphone smartphone")
LANDLINE = _set("fixe domicile maison home landline bureau travail pro professionnel work office")
OF_A_SCHOOL = _set("code num numero number uai rne identifiant id ine matricule")
NUMBER = _set("numero numeros number")
REACH = _set("joindre appeler rappeler call reach ring") | URGENT
"""With a number it is a telephone's: "Numéro à appeler"."""
SCHOOL = _set(
    "etablissement etablissements ecole lycee college school universite university campus etab scolarite scolarise "
    "scolarisee"
)
BIRTH = _set(
    "ddn dob datnais datenais datnaiss datenaiss naissance birth born birthday birthdate naiss nais anniversaire "
    "dateofbirth"
)
PLACE = _set("lieu ville commune pays country place departement nationalite town city where")
WAY_HOME = _set("rentre rentrer rentres rentrera repart repartir repars retour")
ALONE = _set("seul seule seuls seules alone autonome unaccompanied own")
HOME = _set("home domicile maison")
LEAVE = _set("partir part leave leaves walk walks go sortir sort sortie quitte quitter")
HOW = _set("comment how getting mode rentre rentres goes go walks walk travel travels adult adulte way") | ALONE
ENDS = _set("fin end issue")
SESSION = _set("activite activites seance seances atelier rencontre session sessions activity meeting")
LEAVING = _set("retour depart sortie going pickup departure")
FETCHED = _set(
    "accompagne accompagnee accompagnes accompagnees raccompagne raccompagnee recupere recuperee recuperer cherche "
    "cherchee chercher recuperent recuperera venant accompanied collected fetched picked escorted"
)
TAKEN_BACK = _set("repris reprise reprendre reprend reprendra reprennent")
"""Of a child a parent takes home, and of a class that starts again: only beside somebody is it the first."""
ARRIVES = _set("arrive arrivee arriver arrival arrives")
COMES = _set(
    "vient viennent viens venons viendra viendront viendrai viendrons venir chercher recuperer recuperent recuperera "
    "prendre attend attendra attendre come comes pick picks collect collects fetch fetches"
)
FETCHES = FETCHED - {"venant"} | _set("pick picks collect collects fetch fetches")
"""Of those who take a child home, whatever else is said beside."""
SOMEBODY = _set("qui who personne personnes person people quelqu quelqun")
YES_OR_NO = _set("oui non o n yes no y")
ADULT = _set("adulte adultes parent parents responsable responsables adult adults guardian guardians")
ACCOMPANIED = FETCHED | TAKEN_BACK | COMES | ADULT | LEAVING | LEAVE | WAY_HOME | HOME
ACCOMPANIED |= _set("doit etre par avec un une an must be up by with je j nous i we")
"""Words of a heading that asks whether somebody is fetched: "Un adulte vient le chercher ?"."""
OPEN_WAY = LEAVING | HOME | _set("mode modalite modalites autorisation authorised authorized libre droit way pick up")
"""Words of a heading that asks how somebody leaves, and not whether they go alone: "Mode de retour", "Sortie"."""
FOLLOWING = (("si", "non"), ("si", "oui"), ("if", "no"), ("if", "not"), ("if", "yes"), ("if", "so"))
PRECISION = _set(
    "precision precisions precisez preciser precise details detail specify condition conditions sinon otherwise"
)
"""With these a heading goes on with the question before it: "Si non, précisez"."""
NOTE = _set(
    "remarque remarques note notes commentaire commentaires observation observations comments remark remarks divers "
    "obs precision precisions"
)
HEALTH = _set(
    "sante medical medicale medicales medicaux allergie allergies allergique traitement traitements pai handicap "
    "medicament medicaments health medication allergy vaccin vaccins vaccination vaccine"
)
INFORMATION = _set("info infos information informations savoir")
WIDE = _set("complementaire complementaires utile utiles diverses supplementaires additional other autres")
NAME = _set("nom name noms names surname lastname nomdefamille")
FIRST = _set("prenom prenoms firstname forename forenames")
WHOLE = _set("complet full complete fullname complets entier")
STAMP = _set("horodateur timestamp horodatage confirmation confirmez confirm confirmer")
"""Of the form and not of anybody: when it was sent, what is asked once more."""
REFERENCE = OF_A_SCHOOL - {"num", "numero", "number"} | _set(
    "licence license carte card allocataire caf securite assurance insurance mutuelle police contrat dossier commande "
    "billet ticket reference ref transaction paiement badge siret iban nhs"
)
"""Of what a number may be that looks like a telephone's."""
OF_A_DAY = SMALL | _set(
    "date dates jour day j n ne nee colonne column champ field question sans titre untitled 1 2 3 4 5"
)
"""With nothing else in its heading, a day may be that of a birth."""
OFF_TOPIC = _set(
    "adresse address lien qualite profession signature autorisation accord classe niveau age date code postal "
    "commune ville parente relation relationship job work image photo droit parite sexe genre langue taille"
)

# --- what says nothing of whose it is -----------------------------------------------------------------------------

NEUTRAL = _set(
    "1 1er adresse adr address personnel personnelle perso personal valide valid contact coordonnees principal "
    "principale main fixe smartphone whatsapp sms jj mm aaaa dd yyyy yy aa format obligatoire facultatif facultative "
    "optional required champ si possible usuel usage majuscules majuscule lettres capitales prefere preferred "
    "joignable first given last family famille marital epouse patronymique identite identity indicatif chiffres "
    "exemple example pour for peut boite user username code ligne date personne person scolaire cas priority priorite"
)
KNOWN = (
    SMALL
    | GUARDIAN
    | LEGAL
    | CHILD
    | ASKS_READER
    | TO_THE_YOUNG
    | OWN
    | FOR_THE_PERSON_BEFORE
    | REACH
    | EMAIL
    | PHONE
    | NUMBER
    | BIRTH
    | NAME
    | FIRST
    | WHOLE
    | HOME
    | SECOND
    | THIRD
    | NEUTRAL
)
