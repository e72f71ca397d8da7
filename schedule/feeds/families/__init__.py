"""A guardian's calendar link: of one guardian for one young person, without an account, from a mail about a date."""
