"""What a meeting may become, and what an answer may be."""

import enum


class Status(enum.Enum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class AnswerValue(enum.Enum):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
