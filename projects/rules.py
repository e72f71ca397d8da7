"""The steps of an idea, and when a call is open. Facts are stored; whether a call is open is computed."""

import enum
from datetime import datetime


class ProjectStatus(enum.Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class Step(enum.Enum):
    """What its author may do with an idea while the call is open."""

    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"


STEPS: dict[Step, dict[ProjectStatus, ProjectStatus]] = {
    Step.EDIT: {
        ProjectStatus.DRAFT: ProjectStatus.DRAFT,
        ProjectStatus.SUBMITTED: ProjectStatus.SUBMITTED,
        ProjectStatus.WITHDRAWN: ProjectStatus.DRAFT,
    },
    Step.SUBMIT: {
        ProjectStatus.DRAFT: ProjectStatus.SUBMITTED,
        ProjectStatus.WITHDRAWN: ProjectStatus.SUBMITTED,
    },
    Step.WITHDRAW: {ProjectStatus.SUBMITTED: ProjectStatus.WITHDRAWN, ProjectStatus.DRAFT: ProjectStatus.WITHDRAWN},
}


def is_open(opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    """Whether a call that opens and closes at these instants takes ideas; its last instant is closed."""
    return opens_at <= now < closes_at
