"""Those who come, each with whom to call for them."""

from collections.abc import Sequence

from sqlalchemy.orm import contains_eager

from ambassadors.models import Ambassador, YoungPerson
from core.db import rows
from outings.models import Outing, SignUp
from outings.places.access import present


def passengers_of(outing: Outing) -> Sequence[SignUp]:
    """Those who have a place, by name, with their files and their families."""
    query = (
        present(outing)
        .join(SignUp.ambassador)
        .join(Ambassador.young_person)
        .where(SignUp.placed_at.is_not(None))
        .options(
            contains_eager(SignUp.ambassador)
            .contains_eager(Ambassador.young_person)
            .selectinload(YoungPerson.guardians)
        )
        .order_by(None)
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    return rows(query)
