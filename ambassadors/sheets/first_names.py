"""First names common among young people in France, folded: they tell "Léa Dupont" from "Dupont Léa"."""

from core.folding import words

_COMMON = """
aaron abdel abdou abigail achille adam adama adele adrien agathe ahmed aicha aissatou albane alban albert alex
alexandra alexandre alexia alexis ali alice alicia alix aliya alya amadou amandine ambre amel amelia amelie amina
aminata amine amir amira anais anas andre andrea andreas ange angel angela angele angelina anissa anna annabelle
anne annie anouk antoine antonin apolline ariane armand armelle arnaud arthur asma assia astrid aude audrey
augustin aurelie aurelien aurore awa axel axelle aya ayden aymen ayoub baptiste barbara basile bastien beatrice
benedicte benjamin benoit berenice bertrand bilal bjorn blanche boris brahim brice brigitte bruno camelia camille
candice capucine carla carmen carole caroline cassandra catherine cecile cedric celeste celia celine chaima
charles charlie charline charlotte chloe christelle christian christine christophe claire clara clarisse claude
clelia clemence clement cleo clotilde colin coline come constance constant corentin coralie cyprien cyril cyrielle
dalila damien daniel daphne david deborah delphine denis diana diane diego dina djibril dominique dorian doriane
dylan eden edgar edouard elea eleonore elena eliana elias elie eliott elio elisa elisabeth elise elissa ella
elliot elodie eloi eloise elsa elya emeline emilie emile emilien emily emma emmanuel emmanuelle enora enzo eric
erwan estelle esteban esther ethan etienne eva evan evelyne ewen fabien fabio fabrice fanny fantine farah farid
faustine fatima fatou fatoumata felicie felix ferdinand fiona flavie flavien fleur flora flore florence florent
florian florine fouad francis franck francois francoise frederic gabin gabriel gabrielle gael gaelle gaetan
gaspard gauthier gautier genevieve georges gerard ghislain gilles giulia grace gregoire gregory guilhem guillaume
gustave guy habib hadrien hakim halima hamza hana hanae hannah harry hassan helena helene heloise henri herve hicham
hortense houda hubert hugo hugues iban ibrahim idriss ilan ilhan ilian iliana ilyan ilyana ilyes imane imran ines
inaya ingrid irene iris isaac isabelle isaure ismael issa ivan jacques jade jamal james jana jasmine jasper jawad
jean jeanne jennifer jeremie jeremy jerome jessica jibril jihane joachim joan joanna joao johan john jonas
jonathan jordan joris jose joseph josephine joshua josselin jules julia julian juliana julie julien juliette
justin justine kader kais kamel karim karima karine katia kelly kelyan kenza kevin khadija khalil killian kilian
kim kylian laetitia laila lamia lana lara laura laure laurence laurent laurine lea leana leandre leane leila lena
lenny leny leo leon leona leonard leonie leonor leopold leyla lila lilas lili lilia lilian liliana lilou lily
lina lino linda lisa lisandro lise livia loan loane lois loic lola lorenzo loris lou louane louis louisa louise
louison louka loup luc luca lucas lucia lucie lucien lucile ludivine ludovic luis luka lukas luna lya lyana lydia
lylou lyna mae mael maelie maelle maelys maeva magali mahaut mahe maia maimouna maina malak malia malik malika
mallory malo mamadou manel manon manuel marc marceau marcel margaux margot marguerite maria mariam marianne
mariama marie marin marina marine marion marius marjorie marko marley marlon martha marthe martin martine marvin
marwa marwan mary maryam mateo mathias mathieu mathilde mathis mathys matteo matthieu maud maurice max maxence
maxime maxine maya maylis medhi mehdi melanie melina melissa melody meriem merwan mia michael michel mickael miguel
mila milan milena milo mina mohamed moise mona monique morgan morgane moussa murielle myriam nabil nadia nadine
nael nahel nahil naim naima nais naomi nassim natacha natalia nathalie nathan nawel nawfel nelly neila nelson
nicolas nicole nils nina nino noa noah noam noe noel noeline noelie noemie nohan nolan nolwenn noor nora norah
nour nusta oceane octave odile olga olivia olivier ophelie orlane oscar oumar oumou oussama ousmane owen pablo
paloma pascal pascale patrice patricia patrick paul paula pauline pedro penelope perle perrine philippe philomene
pierre pol prune quentin rachel rachid rafael raphael raphaelle rania raoul rayan rayane rebecca regis remi remy
renaud rene rita robin robinson rodolphe rodrigue roland romain romane romeo romy ronan rosa rosalie rose roxane
ruben ryan sabine sabrina sacha safia said salim salima sally salma salome samantha sami samia samir samira
samuel samy sandra sandrine sandro sara sarah sasha sebastien selena selim selma selena serena serge severine
sibylle sidonie simon simone sirine sixtine sofia sofiane soizic solal solene solenn soline sonia sophia sophie
soraya soren souad soukaina stella stephane stephanie steven suzanne suzie swann sylvain sylvie tanguy tania
tanya tara tasnim teddy teo tess tessa thais thea theo theodore theophile therese thibaud thibault thibaut
thierry thi thomas tiago tim timeo timothe timothee titouan tom tomas tony tristan ugo ulysse vadim valentin
valentine valerie valeria vanessa vera veronique victoire victor victoria vincent violette virgile virginie
vivien wael walid wassim wendy wilfried william willy xavier yacine yael yanis yann yannick yannis yasmine
yassin yassine yohan yoann youcef younes youri youssef ysee yuna yvan yves yvonne zacharie zachary zack zahra
zakaria zara zeineb zelie zeynep zinedine zineb zoe zora
"""

COMMON = frozenset(_COMMON.split())

_SURNAMES_TOO = """
adam andre arnaud benoit bernard bertrand charles clement colin david denis francois gauthier gautier gerard guillaume
henry laurent louis lucas marie martin mathieu michel nicolas noel olivier renaud richard robert robin roger simon
thomas vincent
"""

SURNAMES_TOO = frozenset(_SURNAMES_TOO.split())
"""Those among the commonest surnames of France: alone, they do not tell "Tifenn Nicolas" from "Dupont Nicolas"."""

_SURNAMES_AT_TIMES = """
abdou abel adrien ahmed albert alexandre alexis ali alix amand amir andrea ange angel antoine antonin armand arthur
aubry auguste augustin baptiste barbara basile bastien benjamin berenger bilal blaise blanche boris brahim bruno
camille carmen chloe christian christophe claire claude colombe come constance constant cyprien damien daniel diego
dominique edouard elias elie emile ernest etienne even evrard fabien fabrice farid faustin felix ferdinand ferrand
fleur florent florian fouad france franck gabin gabriel gaetan gaspard georges germain gervais ghislain gilbert
gilles giraud grace gregoire guilhem guy habib hakim hamza hana hassan henri hercule herve hilaire hubert hugo
hugues ibrahim idriss isaac ismael issa ivan jacob jacques jamal james jawad jean jeanne joachim jonas jordan jose
joseph joshua josse josselin jules julian julien justin kader kamel karim khalil kim lambert leandre leger leon
leonard lino loup luc luca malik mamadou manuel marc marceau marcel marin marion maris marius mary mathias matthieu
maurice max maxime milan mohamed moise morgan moussa nabil naim nassim nathan nelson nina nino noe noor nora nour
octave omar oscar oumar pascal patrice patrick paul perle perrin philippe pierre pol prosper prune quentin rachid
raoul raphael rayan raymond regis reine remi remy rene rita robinson rodrigue roland romain roman romane romeo rose
ruben ryan sabine said salim salome samir samson samuel sebastien selim serge simeon stephane suzanne swann sylvain
sylvestre tanguy theodore thi thibaud thibault thierry toussaint tristan urbain valentin valentine valerie vera
victor virgile vivien walid wassim william xavier yacine youssef yvan yves yvon zacharie zahra
"""

SURNAMES_AT_TIMES = SURNAMES_TOO | frozenset(_SURNAMES_AT_TIMES.split())
"""First names that are surnames too, now and then: beside a first name we do not know, they are no proof."""


def tells(name: str, other: str) -> bool:
    """Whether a name is a well-known first name, and no surname, and the other is not."""
    one, two = set(words(name)), set(words(other))
    return bool(one) and one <= COMMON - SURNAMES_TOO and not two & COMMON
