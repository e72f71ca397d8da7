import pytest

from ambassadors.sheets.divisions import Order
from ambassadors.sheets.mailbox_names import surnames_in
from ambassadors.sheets.whole_names import Name, Style, Told, as_spoken, split_name, told, usual_orders
from core.folding import words


@pytest.mark.parametrize(
    ("cell", "last_name", "first_name"),
    [
        ("DUPONT Léa", "Dupont", "Léa"),
        *(("Lê Matilde", "Lê", "Matilde"), ("LÊ Phương", "Lê", "Phương"), ("LE GOFF Matilde", "Le Goff", "Matilde")),
        ("Léa DUPONT", "Dupont", "Léa"),
        ("Léa Dupont", "Dupont", "Léa"),
        ("Dupont Léa", "Dupont", "Léa"),
        ("Dupont, Léa", "Dupont", "Léa"),
        ("DUPONT LEA", "Dupont", "Lea"),
        ("LE GOFF Bilal", "Le Goff", "Bilal"),
        ("Rose de la Torre", "de la Torre", "Rose"),
        ("de la Torre Rose", "de la Torre", "Rose"),
        *(("St. John Anne", "St. John", "Anne"), ("Léa Saint Martin", "Saint Martin", "Léa")),
        *(("Aït Saïd Đức", "Aït Saïd", "Đức"), ("Léa Saint", "Saint", "Léa")),
        ("de la TORRE Rose", "de la Torre", "Rose"),
        ("Anne Marie Dupont", "Dupont", "Anne Marie"),
        ("Dupont Anne Marie", "Dupont", "Anne Marie"),
        ("Ó DÁLAIGH Aoife", "Ó Dálaigh", "Aoife"),
        ("SAINT-EXUPÉRY (de) Antoine", "de Saint-Exupéry", "Antoine"),
        ("DUPONT", "Dupont", ""),
        ("LE GOFF", "Le Goff", ""),
        ("", "", ""),
    ],
)
def test_whole_names_are_divided(cell: str, last_name: str, first_name: str) -> None:
    assert split_name(cell) == Name(last_name, first_name)


def test_only_an_undecided_name_follows_the_order_of_its_column() -> None:
    assert split_name("Martin Paul", Order.LAST_NAME_FIRST) == Name("Martin", "Paul")
    assert split_name("Martin Paul", Order.FIRST_NAME_FIRST) == Name("Paul", "Martin")


@pytest.mark.parametrize(
    ("cell", "family", "last_name", "first_name", "is_sure"),
    [
        ("Tifenn Duval", "Paul Duval", "Duval", "Tifenn", True),
        ("duval tifenn", "Paul DUVAL", "Duval", "Tifenn", True),
        ("Tifenn Nicolas", "Anne Nicolas", "Nicolas", "Tifenn", True),
        ("Zuzana Da Silva Costa", "Paulo da Silva Costa", "Da Silva Costa", "Zuzana", True),
        ("de sousa pinto zuzana", "José de Sousa Pinto", "de Sousa Pinto", "Zuzana", True),
        ("Alix Dupont", "Alix Durand", "Dupont", "Alix", False),  # a mother of the same first name
        ("DUVAL Paul", "Paul Martin", "Duval", "Paul", True),  # capitals are plainer
        ("Tifenn Duval", "Tifenn Duval", "Tifenn", "Duval", False),
        ("Tifenn Duval", "", "Tifenn", "Duval", False),
        ("de sousa pinto alix", "", "de Sousa Pinto", "Alix", False),
        ("Le Goff Rozenn Alix", "", "Le Goff Rozenn", "Alix", False),
        ("Le Goff Zoé Alix", "", "Le Goff", "Zoé Alix", True),
        ("Do Ngoc Lan", "", "Do", "Ngoc Lan", False),
        ("Vasseur Gauthier Romane", "", "Vasseur", "Gauthier Romane", False),
        ("Lenaïg Tanguy", "", "Lenaïg", "Tanguy", False),
        ("Sterenn Le Roux", "Hira Roux", "Le Roux", "Sterenn", True),
        ("Defne Demir Marchand", "Carlota Marchand", "Marchand", "Defne Demir", False),
        ("Dupont Léa", "", "Dupont", "Léa", True),
        ("Tifenn Nicolas", "", "Tifenn", "Nicolas", False),
        ("Léa Zuzana Dupont", "", "Zuzana Dupont", "Léa", False),
        ("Abd El Kader Zoé", "", "Abd El Kader", "Zoé", True),
        ("abd el kader zoé", "", "Abd El Kader", "Zoé", True),
        ("Léo Abd El Kader", "", "Abd El Kader", "Léo", True),
        ("ABD EL KADER Tifenn", "", "Abd El Kader", "Tifenn", True),
        ("Ziani Abd El Kader", "", "Ziani", "Abd El Kader", False),
        ("Abd El Kader Ziani", "", "Abd El Kader", "Ziani", False),
        ("Rémy Lou-Ann", "", "Rémy", "Lou-Ann", False),
        ("Guy Anne-Marie", "", "Guy", "Anne-Marie", False),
        ("Léa Martin-Roux", "", "Martin-Roux", "Léa", True),
        ("Garcia de la Torre Rose", "", "Garcia de la Torre", "Rose", False),
        ("Tifenn Le Goff", "", "Le Goff", "Tifenn", True),
        ("Léa de Souza Lima", "", "de Souza Lima", "Léa", True),
        ("Tifenn da Zuzana Costa", "", "da Zuzana Costa", "Tifenn", False),
    ],
)
def test_a_parent_s_name_shows_the_surname(
    cell: str, family: str, last_name: str, first_name: str, is_sure: bool
) -> None:
    found = split_name(cell, family=frozenset(words(family)))
    assert (found.last_name, found.first_name, found.is_sure) == (last_name, first_name, is_sure)


def test_a_parent_s_name_against_a_first_name_leaves_the_order_to_the_column() -> None:
    shown = {Style.ANY: Order.LAST_NAME_FIRST}
    for cell in ("Hubert Tifenn", "Daniel Awa"):
        last_name, first_name = cell.split()
        found = split_name(cell, family=frozenset(words(f"{last_name} Régis")), shown=shown)
        assert (found.last_name, found.first_name) == (last_name, first_name)
    assert not split_name("Hubert Tifenn", family=frozenset({"hubert"}), shown=shown).is_sure


def test_names_that_do_not_tell_are_read_as_most_of_their_style() -> None:
    first, last = Order.FIRST_NAME_FIRST, Order.LAST_NAME_FIRST
    capitals = ["DUPONT Léa", "ROUX Jade", "PETIT Lou", "BLANC Zoé", "NOIR Max"]
    mixed, lower = ["Léa Dupont", "Jade Roux", "Manon Vert"], ["dupont léa", "roux jade", "vert manon"]
    column = [(cell, frozenset[str]()) for cell in (*capitals, *mixed, *lower, "Tifenn Duval", "duval tifenn")]
    shown = usual_orders(column)
    assert shown == {Style.MIXED: first, Style.LOWER: last, Style.ANY: last}
    for asked in Order:
        assert split_name("Tifenn Duval", asked, shown=shown) == Name("Duval", "Tifenn")
        assert split_name("duval tifenn", asked, shown=shown) == Name("Duval", "Tifenn")
        assert split_name("TIFENN DUVAL", asked, shown=shown) == Name("Tifenn", "Duval")
        assert split_name("Jean Pierre Martin", asked, shown=shown) == Name("Martin", "Jean Pierre")
    assert usual_orders(column[5:7]) == {Style.ANY: first}
    assert usual_orders([]) == usual_orders([("", frozenset()), (None, frozenset())]) == {}


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        *(
            ("Mme LE GOFF Anne", "Mme Anne Le Goff"),
            ("NÚÑEZ Isabelle", "Isabelle Núñez"),
            ("M. STEIN Van-Long", "M. Van-Long Stein"),
        ),
        *(("de la TORRE Rose", "Rose de la Torre"), ("Anne LE GOFF", "Anne Le Goff"), ("ANNE PETIT", "Anne Petit")),
        *((kept, kept) for kept in ("Mme DUPONT", "M. et Mme DUPONT", "ASE Gironde", "DUPONT, Anne", "DUPONT (mère)")),
    ],
)
def test_a_parent_s_name_is_said_first_name_first(said: str, spoken: str) -> None:
    assert as_spoken(said) == spoken


def test_the_other_rows_of_a_list_tell_surnames_from_first_names() -> None:
    others = told([Name("Koné", "Awa"), Name("Sarr", "Bintou"), Name("Demba", "Koffi", is_sure=False), Name("Awa", "")])
    assert others == Told(frozenset({"kone", "sarr"}), frozenset({"awa", "bintou"}))
    for cell in ("Koné Bintou", "Bintou Koné", "BINTOU KONÉ", "Sarr Koné Bintou"):
        found = split_name(cell, others=others)
        assert (found.is_sure, found.first_name, "Koné" in found.last_name) == (True, "Bintou", True)
    for cell in ("Koné Sarr", "Koné Demba", "Bintou Gauthier Sarr"):
        assert not split_name(cell, others=others).is_sure
    both = told([Name("Koné", "Awa"), Name("Awa", "Bintou")])
    assert both == Told(frozenset({"kone"}), frozenset({"bintou"}))


@pytest.mark.parametrize(
    ("address", "of_a_parent", "own"),
    [
        ("anne.dupont@m.example", {"dupont"}, set()),
        ("l.dupont@m.example", {"dupont"}, {"dupont"}),
        ("Anne <a-dupont75@m.example>", {"dupont"}, {"dupont"}),
        ("ADUPONT@m.example", {"dupont"}, {"dupont"}),
        ("anne.le-goff@m.example", {"le", "goff"}, set()),
        ("maman.de.lea@m.example", set(), set()),
        *((nothing, set(), set()) for nothing in ("lea@m.example", "06@m.example", "@", "", "Anne Dupont")),
    ],
)
def test_what_an_address_says_of_a_surname(address: str, of_a_parent: set[str], own: set[str]) -> None:
    assert surnames_in(address) == of_a_parent
    assert surnames_in(address, is_own=True) == own
