import re
from datetime import date, datetime

import pytest

from ambassadors.sheets.births import birth, has_remark, is_month_first
from ambassadors.sheets.cells import Kind, Unreadable, text
from ambassadors.sheets.contacts import emails, phones
from ambassadors.sheets.names import proper_name

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("LE GOFF", "Le Goff"),
        *(("ŞAHİN", "Şahin"), ("DEMİR", "Demir"), ("İREM", "İrem")),
        ("O'BRIEN", "O'Brien"),
        *(("FLOC'H", "Floc'h"), ("KERC’HOAT", "Kerc’hoat"), ("C'HOARI", "C'hoari")),
        ("O’BRIEN", "O’Brien"),
        ("de la Torre", "de la Torre"),
        ("de la TORRE", "de la Torre"),
        *(("d'ANGELO", "d'Angelo"), ("van den BERGHE", "van den Berghe"), ("de SOUSA e MELO", "de Sousa e Melo")),
        ("DE LA TORRE", "de la Torre"),
        ("DE L'ISLE", "de l'Isle"),
        ("L'HERMITE", "L'Hermite"),
        ("D'ARTAGNAN", "d'Artagnan"),
        ("MCDONALD", "McDonald"),
        ("MARIE-LOU", "Marie-Lou"),
        ("dupont", "Dupont"),
        ("MacLeod", "MacLeod"),
        ("  Thi -  Mai ", "Thi - Mai"),
        ("E\u0301LOI\u0308SE", "Éloïse"),
        ("N'GUYEN", "N'Guyen"),
        ("ÇELIK", "Çelik"),
        ("  ", ""),
        (None, ""),
        ("—", ""),
        ("#N/A", ""),
        ("Y", "Y"),
        ('="Petit"', "Petit"),
    ],
)
def test_names_take_their_usual_case(cell: str | None, name: str) -> None:
    assert proper_name(cell) == name


NAMES = """
DE SOUSA E MELO=de Sousa e Melo | RIOU-D'AUBIGNY=Riou-d'Aubigny | LE FLOC'H=Le Floc'h | KERC'HOAT=Kerc'hoat
LE BARC'H=Le Barc'h | DOS SANTOS=dos Santos | DA SILVA=da Silva | DE LA TORRE Y VEGA=de la Torre y Vega
ORTEGA Y GASSET=Ortega y Gasset | VAN DER BERG=van der Berg | VAN DEN BOSCH=van den Bosch
VON STEIN=von Stein | BEN ALI=Ben Ali | EL AMRANI=El Amrani | AL-FAYED=Al-Fayed | EL-KHOURY=El-Khoury
NGUYỄN THỊ=Nguyễn Thị | O'NEILL=O'Neill | MCDONALD=McDonald | MACDONALD=MacDonald | MAC DOUGALL=Mac Dougall
MACE=Mace | MACHADO=Machado | MACRON=Macron | D'ALMEIDA=d'Almeida | DE L'ÉPINE=de l'Épine
SAINT-EXUPÉRY=Saint-Exupéry | LE GOFF-DE LA TOUR=Le Goff-de la Tour | MARTIN-DE SOUZA=Martin-de Souza
PETIT-LE GOFF=Petit-Le Goff | BOUTROS-GHALI=Boutros-Ghali | D’ARC=d’Arc | ABD EL KADER=Abd El Kader
ABDEL-KADER=Abdel-Kader | OULD AHMED=Ould Ahmed | BIN LADEN=Bin Laden | IBN SINA=Ibn Sina | N'DIAYE=N'Diaye
M'BAYE=M'Baye | T'HOOFT=T'Hooft | DE OLIVEIRA=de Oliveira | DO NASCIMENTO=Do Nascimento
DO VAN MINH=Do Van Minh | PEREIRA DO VALE=Pereira do Vale | DAS NEVES=das Neves | DI MARIA=Di Maria
DEL RIO=Del Rio | DELLA ROVERE=Della Rovere | DE LOS SANTOS=de los Santos | DE LAS CASAS=de las Casas
MARIE - LOU=Marie - Lou | ZU GUTTENBERG=zu Guttenberg | VON UND ZU STEIN=von und zu Stein
TER BRAAK=Ter Braak | Ó DÁLAIGH=Ó Dálaigh | FITZGERALD=Fitzgerald | ST JOHN=St John | DU PONT=du Pont
DES FORÊTS=des Forêts | DELAUNAY=Delaunay | LA FONTAINE=La Fontaine | LE BRAS=Le Bras | YILDIZ=Yildiz
COSTA E SILVA=Costa e Silva | E=E | PEREIRA DOS SANTOS=Pereira dos Santos | SILVA DA COSTA=Silva da Costa
L'HOSTIS=L'Hostis | AÏT-AHMED=Aït-Ahmed | VAN GOGH=Van Gogh | VANDENBERGHE=Vandenberghe
MCCARTHY-O'HARA=McCarthy-O'Hara | DE-SOUZA=de-Souza | DE=De | VON=Von | D'ORNANO-D'ARC=d'Ornano-d'Arc
LE D'HÉROUVILLE=Le d'Hérouville | GARCIA-Y-VEGA=Garcia-y-Vega | DE LA CRUZ-RUIZ=de la Cruz-Ruiz
ŁUKASZ=Łukasz | ÖZTÜRK=Öztürk
"""
"""Of surnames in capitals, how their bearers write them: Breton, Portuguese, Spanish, Dutch, German, Arabic, Irish…"""


@pytest.mark.parametrize("pair", re.split(r" \| |\n", NAMES.strip()))
def test_a_surname_in_capitals_is_written_as_its_bearers_write_it(pair: str) -> None:
    shouted, name = pair.split("=")
    assert proper_name(shouted) == name
    assert proper_name(shouted.replace("İ", "i").lower()) == name


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        *(
            ("D'JAMILA", "D'Jamila"),
            ("D’ANGELO", "D’Angelo"),
            ("Y", "Y"),
            ("de", "De"),
            ("MARIE DE LOURDES", "Marie de Lourdes"),
        ),
        *(("d'Jamila", "d'Jamila"), ("MARIE-LOU", "Marie-Lou")),
    ],
)
def test_first_names_begin_with_a_capital(cell: str, name: str) -> None:
    assert proper_name(cell, is_first_name=True) == name


PLAIN_DATES = [
    *("03/07/2008 (16 ans)", "03/07/2008 - 16 ans", "16 ans (03/07/2008)", "03/07/2008 à Bordeaux", "DDN : 03/07/2008"),
    *(
        "Née à Bordeaux le 3 juillet 2008",
        "né(e) le 3 juillet 2008 à Saint-Denis (93)",
        "3-juil-08",
        "3.7.08",
        "3/7/08",
    ),
    *("2008-07-03T00:00:00.000Z", "2008-07-02T22:00:00.000Z", "39632.0", "03/07/2008 10:00 am"),
]
DOUBTED_DATES = [
    *("03/07/2008?", "03/07/2008 ?", "? 03/07/2008", "03/07/2008 (?)", "03/07/2008 (à vérifier)", "3 juillet 2008 ??"),
    *(
        "03/07/2008 à confirmer",
        "03/07/2008 selon sa mère",
        "03/07/2008*",
        "3.7.08 (to check)",
        "03/07/2008 - Bordeaux",
    ),
]


@pytest.mark.parametrize(
    "cell",
    [
        *("03/07/2008", "3/7/2008", "3.7.2008", "03-07-2008", "3/7/08", "03 07 2008", " 3 / 7 / 2008 ", "03072008"),
        *("2008-07-03", "2008/07/03", "2008-07-03 00:00:00", "2008-07-03T00:00:00.000Z", "03/07/2008 00:00"),
        *("3 juillet 2008", "3 Juillet 08", "jeudi 3 juillet 2008", "né le 3 juil. 2008", "3-juil-08", "20080703"),
        *("July 3, 2008", "3rd July 2008", "3 JUL 2008", "Née le 03/07/2008", "39632", 39632, 39632.0, 3072008),
        *('="03/07/2008"', "'03/07/2008'", "'03/07/2008", '"03/07/2008"'),
        *PLAIN_DATES,
        *DOUBTED_DATES,
        *(date(2008, 7, 3), datetime(2008, 7, 3, 0, 0)),  # noqa: DTZ001 - spreadsheets know no zone
    ],
)
def test_one_birth_date_written_in_many_ways(cell: str | int | float | date) -> None:
    assert birth(cell, today=TODAY) == date(2008, 7, 3)


def test_what_is_doubted_of_a_date_is_told_from_an_age_or_a_place() -> None:
    assert [cell for cell in (*PLAIN_DATES, 39632, None, "", "?", "vers 2008") if has_remark(cell)] == []
    assert [cell for cell in DOUBTED_DATES if not has_remark(cell)] == []


@pytest.mark.parametrize(
    "cell",
    [
        "vers 2008",
        "vers le 03/07/2008",
        "~03/07/2008",
        "2008 ?",
        "03/07/2008 ou 04/07/2008",
        "3 juillet ?",
        "3-jui-08",
        "nee a " * 99,
    ],
)
def test_a_date_that_is_only_near_is_none(cell: str) -> None:
    with pytest.raises(Unreadable, match="date_not_understood"):
        birth(cell, today=TODAY)


def test_the_first_of_a_month_and_old_years() -> None:
    assert birth("1er mars 2010", today=TODAY) == date(2010, 3, 1)
    assert birth("1er août 99", today=TODAY) == date(1999, 8, 1)
    assert birth("07/03/2008", today=TODAY, month_first=True) == date(2008, 7, 3)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("30/02/2011", Kind.NO_SUCH_DAY),
        ("29 février 2011", Kind.NO_SUCH_DAY),
        ("12/13/2010", Kind.NO_SUCH_DAY),
        ("2010-02-30", Kind.NO_SUCH_DAY),
        ("00/00/2010", Kind.NO_SUCH_DAY),
        ("bientôt", Kind.DATE_NOT_UNDERSTOOD),
        ("2010", Kind.DATE_NOT_UNDERSTOOD),
        (2010, Kind.DATE_NOT_UNDERSTOOD),
        ("13 ans", Kind.DATE_NOT_UNDERSTOOD),
        ("03/07/0208", Kind.DATE_NOT_UNDERSTOOD),
        (True, Kind.DATE_NOT_UNDERSTOOD),
        (float("inf"), Kind.DATE_NOT_UNDERSTOOD),
        (float("nan"), Kind.DATE_NOT_UNDERSTOOD),
        (None, Kind.NO_BIRTH),
        (" - ", Kind.NO_BIRTH),
        ("?", Kind.NO_BIRTH),
    ],
)
def test_birth_dates_that_cannot_be_taken(cell: str | int | float | None, kind: Kind) -> None:
    with pytest.raises(Unreadable) as unreadable:
        birth(cell, today=TODAY)
    assert unreadable.value.kind == kind


@pytest.mark.parametrize(
    ("heading", "column", "month_first"),
    [
        ("Né le", ["07/23/2008", "03/04/2009", "12/31/2010"], True),
        ("Né le", ["03/04/2011", "05/06/2010", "12/13/2010", "07/01/2009"], False),  # a slip of the finger
        ("Date of birth", ["03/04/2011", "12/13/2010"], True),
        ("Date of birth (DD/MM/YYYY)", ["03/04/2011", "05/06/2010"], False),
        ("DOB (MM/DD/YYYY)", ["03/04/2011", "05/06/2010"], True),
        ("Né le", ["07/23/2008", "12/31/2008", "23/07/2008"], False),
        ("Né le", ["03/04/2009", "05/06/2010"], False),
        ("Né le", ["02/13/2008", "02/14/2008", *["03/04/2009"] * 30], False),
        ("Né le", [], False),
    ],
)
def test_months_come_first_only_where_the_column_proves_it(heading: str, column: list[str], month_first: bool) -> None:
    assert is_month_first(column, heading) == month_first


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("06 16 07 16 73", ["+33616071673"]),
        ("06.16.07.16.73", ["+33616071673"]),
        ("06/16/07/16/73", ["+33616071673"]),
        ("616071673", ["+33616071673"]),
        (616071673, ["+33616071673"]),
        (616071673.0, ["+33616071673"]),
        ("+33 6 16 07 16 73", ["+33616071673"]),
        ("+33 (0)6 16 07 16 73", ["+33616071673"]),
        ("0033 6 16 07 16 73", ["+33616071673"]),
        ("33616071673", ["+33616071673"]),
        ("+34 612 345 678", ["+34612345678"]),
        ("0032 470 12 34 56", ["+32470123456"]),
        ("06 16 07 16 73 / 05 56 00 00 01", ["+33616071673", "+33556000001"]),
        ("06 16 07 16 73 ou 05 56 00 00 01", ["+33616071673", "+33556000001"]),
        ("0616071673 0556000001", ["+33616071673", "+33556000001"]),
        ("06 16 07 16 73\n05 56 00 00 01", ["+33616071673", "+33556000001"]),
        ("06 16 07 16 73 (maman)", ["+33616071673"]),
        ("06 16 07 16 73 (mère, après 18h)", ["+33616071673"]),
        ("06 16 07 16 73 (de 17 h à 18h30)", ["+33616071673"]),
        ("(+33)616071673", ["+33616071673"]),
        *((said, ["+262693123456"]) for said in ("0693123456", "+33693123456", "0033 6 93 12 34 56", "693123456")),
        ("+33 (0)693123456", ["+262693123456"]),
        ("+33639980001", ["+33639980001"]),
        ("(+33) (0)6 16 07 16 73", ["+33616071673"]),
        ("Tél : 06 16 07 16 73", ["+33616071673"]),
        ("'+33616071673", ["+33616071673"]),
        ("", []),
        (None, []),
        ("-", []),
        ("néant", []),
        ("pas de téléphone", []),
        *((said, []) for said in ("n'en a pas", "Pas encore de téléphone", "no phone yet", "Elle n’en a pas encore")),
        *((said, [f"+{said}"]) for said in ("447700900123", "32470123456", "41791234567")),
        ("0616071673.0", ["+33616071673"]),
        ("06,16,07,16,73", ["+33616071673"]),
    ],
)
def test_phones(cell: str | int | float | None, numbers: list[str]) -> None:
    assert list(phones(cell)) == numbers


@pytest.mark.parametrize(
    "cell",
    [
        "06 16 07 16",
        "06 16 07 16 7",
        "6,16E+08",
        "demander",
        "00 12 34 56 78",
        "00 16 07 16 73 00 00 00 00 0",
        "06 16 07 16 73 9",
        "61607167399",
        "pas de portable, voir 06",
    ],
)
def test_phones_that_cannot_be_dialled(cell: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        phones(cell)
    assert unreadable.value.kind == Kind.BAD_PHONE


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        (" Lea.Martin@Famille.example ", ["lea.martin@famille.example"]),
        ("mailto:lea@famille.example", ["lea@famille.example"]),
        ("Léa <lea@famille.example>", ["lea@famille.example"]),
        ("lea@famille.example;", ["lea@famille.example"]),
        ("lea@exemplé.example", ["lea@exemplé.example"]),
        ("a@famille.example ; b@famille.example", ["a@famille.example", "b@famille.example"]),
        ("", []),
        ("pas de mail", []),
        ("pas d’adresse mail", []),
        ("lea@famille.example (mère)", ["lea@famille.example"]),
    ],
)
def test_emails(cell: str, addresses: list[str]) -> None:
    assert list(emails(cell)) == addresses


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("lea.famille.example", "no_at"),
        ("lea@@famille", "two_at"),
        ("lea@", "nothing_after"),
        ("@famille.example", "nothing_before"),
        *((wrong, "space") for wrong in ("lea martin@famille.example", "lea@ famille.example", "l martin@x.example")),
        ("lea@famille", "no_dot"),
        ("lea@famille..example", "other"),
        *((wrong, "other") for wrong in ("léa@famille.example", "lea@famille.f", "lea@famille.c0m")),
        ("l" * 400 + "@famille.example", "other"),
    ],
)
def test_emails_that_cannot_work_say_why(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        emails(cell)
    assert (unreadable.value.kind, unreadable.value.params) == (Kind.BAD_EMAIL, {"reason": reason})


def test_text_is_tidied_and_never_calculated() -> None:
    assert text("=1+1") == "=1+1"
    assert text("'=1+1") == "=1+1"
    assert text('="06 39 98 00 01"') == text("'06 39 98 00 01") == "06 39 98 00 01"
    assert text('="a"&"b"') == '="a"&"b"'
    assert text(" a\r\n b\u200b\x07 ") == "a\nb"
    assert text("'t Hooft") == "'t Hooft"


def test_what_stands_beside_a_number_or_an_address() -> None:
    assert phones("06 16 07 16 73 (mère, après 18h)") == {"+33616071673": "mère après 18h"}
    assert phones("06 16 07 16 73 (mère, de 17 h à 18 h 30)") == {"+33616071673": "mère de 17 h à 18 h 30"}
    assert phones("06 16 07 16 73 (papa) / 06 16 07 16 74, sa mère") == {
        "+33616071673": "papa",
        "+33616071674": "sa mère",
    }
    assert emails("Mère : a@b.example ; c@d.example (Marc)") == {"a@b.example": "Mère", "c@d.example": "Marc"}
