"""Who may do what, written by hand: what each role gets from each route, on their own things and on others'.

One row: method, endpoint, what fills its address (names of `tests/world.py`'s cast) and perhaps `?saison=<name>`,
then one letter a role. The same thing that does not exist is tried by itself: it must answer as what is not yours.

    y  it opens: 200, or for a POST it was let through (303, or 409 and 422 about what was sent)
    g  a GET that leads elsewhere
    i  sent to the sign-in page
    n  403, not allowed
    0  404, does not exist for them
    x  410, was taken away
"""

ROLES = (
    "nobody",
    "alice",  # 16, ambassador of this season
    "bob",  # 13, another one
    "charlie",  # was ambassador last season only
    "dora",  # 20, ambassador
    "erin",  # mediator and coordinator
    "frank",  # mediator
    "heidi",  # coordinator and mediator of the other programme
    "ivan",  # ambassador of the other programme
    "judy",  # was a mediator until yesterday
    "kim as staff",  # mediator, and ambassador under the same mailbox
    "kim as ambassador",
    "tom",  # one of the twins, who said which
    "twins",  # the same mailbox before it says who
)

# Each kind of page, once: for laws that are not about who may.
READERS = ("nobody", "alice", "charlie", "erin", "frank", "twins")

# What each of these words tells is for these roles alone: whoever else reads one, on whatever page, has found a leak.
TEAM = {"erin", "frank", "kim as staff"}
THIS_SEASON = {"alice", "bob", "dora", "kim as ambassador", "tom"}
CANARIES: dict[str, set[str]] = {
    "Construire un pont": TEAM | THIS_SEASON | {"grace"},  # the next meeting
    "Brouillon secret": TEAM,  # a date that is not published
    "La fin de saison passée": TEAM | {"alice", "charlie"},
    "pont qui chante": TEAM | {"alice"},  # of an idea, words of both its sentence and its title
    "tuyaux de cuivre": TEAM | {"alice"},  # what the team replied to it
    "obot arroseur": {"bob"},  # a draft: the team sees a number
    "mbres chinoises": {"dora"},  # taken back
    "volcan": TEAM | {"charlie"},
    "serre sur le toit": TEAM | {"charlie", "dora"},
    "Grace Martin": TEAM | {"alice"},
    "Hoa Nguyễn": TEAM | {"bob"},
    "Paule Roche": TEAM,
    "Porte des lunettes": TEAM,  # a note of the team's
    "Devant la gare routière": TEAM | THIS_SEASON | {"heidi", "ivan"},  # a meeting point: of both programmes' outings
    "Sortie en secret": TEAM,  # a draft
    "Autorisation reçue": TEAM | {"heidi"},
    "Nuit des étoiles": {"heidi", "ivan"},
    "radiotélescope": {"heidi", "ivan"},
    "Éclipse en projet": {"heidi"},
    "La coupole": {"heidi", "ivan"},
    "cadran": {"heidi", "ivan"},
    "Keller": {"heidi", "ivan"},
    "la cousine de Bob": TEAM,  # a guest
    "Łukasik": TEAM | {"dora"},
    "Une dent à soigner": TEAM | {"alice"},  # why she is away
    "Un courrier du Kaléido": TEAM,
    "Un courrier de l’observatoire": {"heidi"},
    "La clef du grenier": set(),  # it lets somebody in
    "tours en papier": TEAM | THIS_SEASON,  # notes of a meeting, shared with the group
    "Parole d’équipe": TEAM,
    "la colle forte": TEAM | {"alice"},  # what Alice is to do, where the group does not read tasks
    "la grande salle": TEAM,
    "Pointer la Lyre": {"heidi", "ivan"},
    "Nettoyer la lunette": {"heidi", "ivan"},
}

SECRET_ADDRESSES = {
    "token_of_alice": {"alice"},
    "token_of_ivan": {"ivan"},
    "token_of_erin": {"erin"},
    "token_of_heidi": {"heidi"},
    "token_of_group": TEAM,
    "token_of_grace": {"grace"},  # no role: a guardian has no account, only the link of a mail
}

# Of these, the words that no page shows yet.
NOT_SHOWN_YET = {
    "Brouillon secret",
    "La fin de saison passée",
    "Grace Martin",
    "Hoa Nguyễn",
    "Paule Roche",
    "Porte des lunettes",
    "Éclipse en projet",
    "La coupole",
    "La clef du grenier",
}

# Objects that are secrets, not ids: a wrong one has a page of its own.
# Whoever holds one reads what the role behind it may read.
TOKENS = {
    "key_of_alice": "alice",
    "no_such_key": "nobody",
    "token_of_alice": "alice",
    "token_of_grace": "alice",  # the same dates, without answers
    "token_of_group": "alice",  # a name for the group's dates: those any ambassador sees
    "code_of_room": "alice",
    "token_ended": "nobody",
    "no_such_token": "nobody",
    "stop_of_alice": "nobody",
    "no_such_stop": "nobody",
    "answer_of_alice": "alice",
    "answer_of_ivan": "ivan",
    "answer_of_grace": "grace",
    "answer_of_ilse": "ivan",
    "answer_past": "nobody",
    "answer_past_of_grace": "nobody",
}

ROWS = """
#                                                no  abcd  ef h i  j  kk  tt
GET  core.state                                | y   yyyy  yy y y  y  yy  yy
GET  look.favicon                              | g   gggg  gg g g  g  gg  gg

# signing in is open to everybody
GET  accounts.sign_in                          | y   gggg  gg g g  g  gg  gg
POST accounts.ask                              | y   yyyy  yy y y  y  yy  yy
GET  accounts.code                             | y   yyyy  yy y y  y  yy  yy
POST accounts.enter_code                       | y   yyyy  yy y y  y  yy  yy
GET  accounts.card                             | y   yyyy  yy y y  y  yy  yy
GET  accounts.link key_of_alice                | y   yyyy  yy y y  y  yy  yy
GET  accounts.link no_such_key                 | x   xxxx  xx x x  x  xx  xx
POST accounts.use_link key_of_alice            | y   yyyy  yy y y  y  yy  yy
POST accounts.use_link no_such_key             | x   xxxx  xx x x  x  xx  xx
# the sign-in page is where signing out leads
POST accounts.sign_out                         | i   iiii  ii i i  i  ii  ii

# one's own devices
GET  accounts.devices                          | i   yyyy  yy y y  y  yy  yy
POST accounts.prefer                           | i   yyyy  yy y y  y  yy  yy
POST accounts.end_other_devices                | i   yyyy  yy y y  y  yy  yy
POST accounts.end_device session_of_alice      | i   y000  00 0 0  0  00  00
POST accounts.end_device session_of_erin       | i   0000  y0 0 0  0  00  00
POST accounts.end_device session_of_heidi      | i   0000  00 y 0  0  00  00

# whoever holds a feed's token reads it; a calendar asks without a session
GET  feeds.calendar token_of_alice             | y   yyyy  yy y y  y  yy  yy
GET  feeds.calendar token_of_group             | y   yyyy  yy y y  y  yy  yy
GET  feeds.calendar token_of_grace             | y   yyyy  yy y y  y  yy  yy
GET  feeds.calendar token_ended                | y   yyyy  yy y y  y  yy  yy
GET  feeds.calendar no_such_token              | 0   0000  00 0 0  0  00  00
GET  feeds.open_address token_of_alice         | y   yyyy  yy y y  y  yy  yy
GET  feeds.open_address token_of_group         | y   yyyy  yy y y  y  yy  yy
GET  feeds.open_address token_of_grace         | y   yyyy  yy y y  y  yy  yy
GET  feeds.open_address token_ended            | x   xxxx  xx x x  x  xx  xx
GET  feeds.open_address no_such_token          | 0   0000  00 0 0  0  00  00

# whoever reads a mail ends such mail from it
GET  stops.show stop_of_alice                  | y   yyyy  yy y y  y  yy  yy
GET  stops.show no_such_stop                   | 0   0000  00 0 0  0  00  00
POST stops.stop stop_of_alice                  | y   yyyy  yy y y  y  yy  yy
POST stops.stop no_such_stop                   | 0   0000  00 0 0  0  00  00
POST stops.resume stop_of_alice                | y   yyyy  yy y y  y  yy  yy
POST stops.resume no_such_stop                 | 0   0000  00 0 0  0  00  00
GET  stops.back stop_of_alice                  | g   gggg  gg g g  g  gg  gg
GET  stops.back no_such_stop                   | 0   0000  00 0 0  0  00  00

# what each programme writes, and to whom
GET  messages.index ?saison=season             | i   nnnn  yy 0 n  n  yn  nn
GET  messages.index ?saison=heidis_season      | i   nnnn  00 y n  n  0n  nn
GET  news.write ?saison=season                 | i   nnnn  yy 0 n  n  yn  nn
GET  news.write ?saison=heidis_season          | i   nnnn  00 y n  n  0n  nn
GET  news.write ?rencontre=next_meeting        | i   nnnn  yy 0 n  n  yn  nn
GET  news.write ?rencontre=heidis_meeting      | i   nnnn  00 y n  n  0n  nn
POST news.write ?saison=season                 | i   nnnn  yy 0 n  n  yn  nn
POST news.write ?saison=heidis_season          | i   nnnn  00 y n  n  0n  nn
POST news.write ?rencontre=next_meeting        | i   nnnn  yy 0 n  n  yn  nn
POST news.write ?rencontre=heidis_meeting      | i   nnnn  00 y n  n  0n  nn
GET  messages.show kaleidos_dispatch           | i   nnnn  yy 0 n  n  yn  nn
GET  messages.show heidis_dispatch             | i   nnnn  00 y n  n  0n  nn
POST messages.show kaleidos_dispatch           | i   nnnn  yy 0 n  n  yn  nn
POST messages.show heidis_dispatch             | i   nnnn  00 y n  n  0n  nn
POST messages.hold kaleidos_dispatch           | i   nnnn  yy 0 n  n  yn  nn
POST messages.hold heidis_dispatch             | i   nnnn  00 y n  n  0n  nn
POST messages.let_go kaleidos_dispatch         | i   nnnn  yy 0 n  n  yn  nn
POST messages.let_go heidis_dispatch           | i   nnnn  00 y n  n  0n  nn
POST messages.cancel kaleidos_dispatch         | i   nnnn  yy 0 n  n  yn  nn
POST messages.cancel heidis_dispatch           | i   nnnn  00 y n  n  0n  nn
POST messages.leave_stopped kaleidos_dispatch  | i   nnnn  yy 0 n  n  yn  nn
POST messages.leave_stopped heidis_dispatch    | i   nnnn  00 y n  n  0n  nn
POST messages.restore kaleidos_dispatch        | i   nnnn  yy 0 n  n  yn  nn
POST messages.restore heidis_dispatch          | i   nnnn  00 y n  n  0n  nn
GET  messages.show secret_dispatch             | i   nnnn  yy 0 n  n  yn  nn
GET  messages.read secret_dispatch secret_mail | i   nnnn  yy 0 n  n  yn  nn
GET  messages.read kaleidos_dispatch kaleidos_mail | i   nnnn  yy 0 n  n  yn  nn
GET  messages.read heidis_dispatch heidis_mail | i   nnnn  00 y n  n  0n  nn
POST messages.read kaleidos_dispatch kaleidos_mail | i   nnnn  yy 0 n  n  yn  nn
POST messages.read heidis_dispatch heidis_mail | i   nnnn  00 y n  n  0n  nn
POST messages.read kaleidos_failed_dispatch kaleidos_failed_mail | i   nnnn  yy 0 n  n  yn  nn
POST messages.read heidis_failed_dispatch heidis_failed_mail | i   nnnn  00 y n  n  0n  nn
POST messages.settle kaleidos_failed_dispatch kaleidos_failed_mail | i   nnnn  yy 0 n  n  yn  nn
POST messages.settle heidis_failed_dispatch heidis_failed_mail | i   nnnn  00 y n  n  0n  nn

# young people: their own links
GET  feeds.mine                                | i   yyyy  nn n y  n  ny  yn
POST feeds.make_mine                           | i   yyyy  nn n y  n  ny  yn
POST feeds.mail_mine                           | i   yyyy  nn n y  n  ny  yn
GET  feeds.download_mine                       | i   yyyy  nn n y  n  ny  yn

# the team: their own links, and the group's
GET  feeds.team ?saison=season                 | i   nnnn  yy 0 n  n  yn  nn
GET  feeds.team ?saison=heidis_season          | i   nnnn  00 y n  n  0n  nn
POST feeds.make_team ?saison=season            | i   nnnn  yy 0 n  n  yn  nn
POST feeds.make_team ?saison=heidis_season     | i   nnnn  00 y n  n  0n  nn
POST feeds.make_group ?saison=season           | i   nnnn  yy 0 n  n  yn  nn
POST feeds.make_group ?saison=heidis_season    | i   nnnn  00 y n  n  0n  nn
# the observatory's group has no address yet
GET  feeds.poster ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
GET  feeds.download_team ?saison=season        | i   nnnn  yy 0 n  n  yn  nn
GET  feeds.download_team ?saison=heidis_season | i   nnnn  00 y n  n  0n  nn

# one link: its holder's, and the group's for the whole team, which changes its address and nothing else
POST feeds.change feed_of_alice                | i   y000  00 0 0  0  00  00
POST feeds.change feed_of_ivan                 | i   0000  00 0 y  0  00  00
POST feeds.change feed_of_erin                 | i   0000  y0 0 0  0  00  00
POST feeds.change feed_of_heidi                | i   0000  00 y 0  0  00  00
POST feeds.change feed_of_group                | i   0000  00 0 0  0  00  00
POST feeds.change feed_of_grace                | i   0000  00 0 0  0  00  00
POST feeds.renew feed_of_alice                 | i   y000  00 0 0  0  00  00
POST feeds.renew feed_of_ivan                  | i   0000  00 0 y  0  00  00
POST feeds.renew feed_of_erin                  | i   0000  y0 0 0  0  00  00
POST feeds.renew feed_of_heidi                 | i   0000  00 y 0  0  00  00
POST feeds.renew feed_of_group                 | i   0000  yy 0 0  0  y0  00
POST feeds.renew feed_of_grace                 | i   0000  00 0 0  0  00  00
POST feeds.end feed_of_grace                   | i   0000  00 0 0  0  00  00
POST feeds.end feed_of_alice                   | i   y000  00 0 0  0  00  00
POST feeds.end feed_of_ivan                    | i   0000  00 0 y  0  00  00
POST feeds.end feed_of_erin                    | i   0000  y0 0 0  0  00  00
POST feeds.end feed_of_heidi                   | i   0000  00 y 0  0  00  00
POST feeds.end feed_of_group                   | i   0000  00 0 0  0  00  00

# the call, as young people see it; Charlie's closed last year
GET  projects.mine                             | i   yyyy  nn n y  n  ny  yn
GET  projects.new                              | i   yygy  nn n y  n  ny  yn
POST projects.propose                          | i   yyyy  nn n y  n  ny  yn

# an idea is its author's: nobody else's, also among ambassadors
GET  projects.read idea_of_alice               | i   y000  nn n 0  n  n0  0n
GET  projects.read idea_of_bob                 | i   0y00  nn n 0  n  n0  0n
GET  projects.read idea_of_charlie             | i   00y0  nn n 0  n  n0  0n
GET  projects.read idea_of_dora               | i   000y  nn n 0  n  n0  0n
GET  projects.read ivans_idea                  | i   0000  nn n y  n  n0  0n
GET  projects.write idea_of_alice              | i   y000  nn n 0  n  n0  0n
GET  projects.write idea_of_bob                | i   0y00  nn n 0  n  n0  0n
GET  projects.write idea_of_charlie            | i   00g0  nn n 0  n  n0  0n
GET  projects.read idea_of_dora_and_charlie    | i   00yy  nn n 0  n  n0  0n
GET  projects.write idea_of_dora_and_charlie   | i   00gy  nn n 0  n  n0  0n
POST projects.save idea_of_dora_and_charlie    | i   00ny  nn n 0  n  n0  0n
POST projects.submit idea_of_dora_and_charlie  | i   00ny  nn n 0  n  n0  0n
POST projects.withdraw idea_of_dora_and_charlie| i   00ny  nn n 0  n  n0  0n
POST projects.note_read idea_of_dora_and_charlie| i   00ny  nn n 0  n  n0  0n
GET  projects.write ivans_idea                 | i   0000  nn n y  n  n0  0n
POST projects.save idea_of_alice               | i   y000  nn n 0  n  n0  0n
POST projects.save idea_of_bob                 | i   0y00  nn n 0  n  n0  0n
POST projects.save idea_of_dora                | i   000y  nn n 0  n  n0  0n
POST projects.save ivans_idea                  | i   0000  nn n y  n  n0  0n
POST projects.submit idea_of_bob               | i   0y00  nn n 0  n  n0  0n
POST projects.submit idea_of_dora              | i   000y  nn n 0  n  n0  0n
POST projects.submit ivans_idea                | i   0000  nn n y  n  n0  0n
POST projects.withdraw idea_of_alice           | i   y000  nn n 0  n  n0  0n
POST projects.note_read idea_of_alice           | i   y000  nn n 0  n  n0  0n
POST projects.withdraw idea_of_bob             | i   0y00  nn n 0  n  n0  0n
POST projects.note_read idea_of_bob             | i   0y00  nn n 0  n  n0  0n
POST projects.withdraw ivans_idea              | i   0000  nn n y  n  n0  0n
POST projects.note_read ivans_idea              | i   0000  nn n y  n  n0  0n

# the team: the season's call, and submitted ideas only (Bob's is a draft, Dora took hers back)
GET  projects.board                            | i   nnnn  yy y n  n  yn  nn
GET  projects.board ?saison=season             | i   nnnn  yy 0 n  n  yn  nn
GET  projects.board ?saison=heidis_season      | i   nnnn  00 y n  n  0n  nn
GET  projects.call                             | i   nnnn  yy y n  n  yn  nn
GET  projects.call ?saison=season              | i   nnnn  yy 0 n  n  yn  nn
GET  projects.call ?saison=heidis_season       | i   nnnn  00 y n  n  0n  nn
POST projects.save_call ?saison=season         | i   nnnn  yy 0 n  n  yn  nn
POST projects.save_call ?saison=heidis_season  | i   nnnn  00 y n  n  0n  nn
GET  projects.show idea_of_alice               | i   nnnn  yy 0 n  n  yn  nn
GET  projects.show idea_of_bob                 | i   nnnn  00 0 n  n  0n  nn
GET  projects.show idea_of_dora                | i   nnnn  00 0 n  n  0n  nn
GET  projects.show idea_of_charlie             | i   nnnn  yy 0 n  n  yn  nn
GET  projects.show ivans_idea                  | i   nnnn  00 y n  n  0n  nn
POST projects.reply idea_of_alice              | i   nnnn  yy 0 n  n  yn  nn
POST projects.reply idea_of_bob                | i   nnnn  00 0 n  n  0n  nn
POST projects.reply idea_of_dora               | i   nnnn  00 0 n  n  0n  nn
POST projects.reply ivans_idea                 | i   nnnn  00 y n  n  0n  nn
# the first address, and who of a shared mailbox it is
GET  schedule.start                            | i   gggg  gg g g  y  gg  gg

# one's own home: the team's is for the team, the young people's for who is one under the hat they chose
GET  schedule.home                             | i   yyyy  nn n y  n  ny  yn
GET  schedule.dates                            | i   yyyy  nn n y  n  ny  yn
GET  schedule.staff_home                       | i   nnnn  yy y n  n  yn  nn
GET  schedule.staff_home ?saison=season        | i   nnnn  yy 0 n  n  yn  nn
GET  schedule.staff_home ?saison=heidis_season | i   nnnn  00 y n  n  0n  nn
GET  schedule.calls ?saison=season             | i   nnnn  yy 0 n  n  yn  nn
GET  schedule.calls ?saison=heidis_season      | i   nnnn  00 y n  n  0n  nn

# a date, for the young people of its season; Charlie left with the last one, drafts are the team's
GET  answers.meeting next_meeting              | i   yy0y  nn n 0  n  ny  yn
GET  answers.meeting past_meeting              | i   yy0y  nn n 0  n  ny  yn
GET  answers.meeting cancelled_meeting         | i   yy0y  nn n 0  n  ny  yn
GET  answers.meeting draft_meeting             | i   0000  nn n 0  n  n0  0n
GET  answers.meeting heidis_meeting            | i   0000  nn n y  n  n0  0n
POST answers.give next_meeting                 | i   yy0y  nn n 0  n  ny  yn
POST answers.give draft_meeting                | i   0000  nn n 0  n  n0  0n
POST answers.give heidis_meeting               | i   0000  nn n y  n  n0  0n
# planned absences are one's own
GET  answers.absences                          | i   yyyy  nn n y  n  ny  yn
POST answers.plan_absence                      | i   yyyy  nn n y  n  ny  yn
POST answers.take_absence_back absence_of_alice | i  y000  nn n 0  n  n0  0n
POST answers.take_absence_back absence_of_ivan | i   0000  nn n y  n  n0  0n
# whoever holds the link of a mail gives that one answer, without signing in
GET  answers.asked answer_of_alice             | y   yyyy  yy y y  y  yy  yy
GET  answers.asked answer_of_ivan              | y   yyyy  yy y y  y  yy  yy
GET  answers.asked answer_of_grace             | y   yyyy  yy y y  y  yy  yy
GET  answers.asked answer_of_ilse              | y   yyyy  yy y y  y  yy  yy
GET  answers.asked answer_past                 | x   xxxx  xx x x  x  xx  xx
GET  answers.asked no_such_token               | 0   0000  00 0 0  0  00  00
POST answers.give_from_mail answer_of_alice    | y   yyyy  yy y y  y  yy  yy
POST answers.give_from_mail answer_of_ivan     | y   yyyy  yy y y  y  yy  yy
POST answers.give_from_mail no_such_token      | 0   0000  00 0 0  0  00  00

# whoever reads a guardian's mail puts the dates in a calendar of their own
GET  families.back answer_of_grace             | g   gggg  gg g g  g  gg  gg
GET  families.back answer_of_ilse              | g   gggg  gg g g  g  gg  gg
GET  families.back answer_of_alice             | g   gggg  gg g g  g  gg  gg
GET  families.back no_such_token               | 0   0000  00 0 0  0  00  00
POST families.make answer_of_grace             | y   yyyy  yy y y  y  yy  yy
POST families.make answer_of_ilse              | y   yyyy  yy y y  y  yy  yy
POST families.make answer_of_alice             | 0   0000  00 0 0  0  00  00
POST families.make answer_past_of_grace        | x   xxxx  xx x x  x  xx  xx
POST families.make no_such_token               | 0   0000  00 0 0  0  00  00
POST families.renew answer_of_grace            | y   yyyy  yy y y  y  yy  yy
POST families.renew answer_of_ilse             | y   yyyy  yy y y  y  yy  yy
POST families.renew answer_of_alice            | 0   0000  00 0 0  0  00  00
POST families.renew answer_past_of_grace       | x   xxxx  xx x x  x  xx  xx
POST families.renew no_such_token              | 0   0000  00 0 0  0  00  00

# who was at the season's meetings: the team's
GET  attendance.index ?saison=season           | i   nnnn  yy 0 n  n  yn  nn
GET  attendance.index ?saison=heidis_season    | i   nnnn  00 y n  n  0n  nn
POST attendance.take_csv ?saison=season        | i   nnnn  yy 0 n  n  yn  nn
POST attendance.take_csv ?saison=heidis_season | i   nnnn  00 y n  n  0n  nn
POST attendance.take_xlsx ?saison=season       | i   nnnn  yy 0 n  n  yn  nn
POST attendance.take_xlsx ?saison=heidis_season | i   nnnn  00 y n  n  0n  nn
GET  attendance.back ?saison=season            | i   nnnn  gg 0 n  n  gn  nn
GET  attendance.back ?saison=heidis_season     | i   nnnn  00 g n  n  0n  nn

# minutes and tasks: the team writes, an ambassador ticks their own
POST minutes.save past_meeting ?partie=notes   | i   nnnn  yy 0 n  n  yn  nn
POST minutes.save heidis_meeting ?partie=notes | i   nnnn  00 y n  n  0n  nn
POST minutes.share past_meeting                | i   nnnn  yy 0 n  n  yn  nn
POST minutes.share heidis_meeting              | i   nnnn  00 y n  n  0n  nn
GET  minutes.back past_meeting                 | i   nnnn  gg 0 n  n  gn  nn
GET  minutes.back heidis_meeting               | i   nnnn  00 g n  n  0n  nn
GET  minutes.versions past_meeting ?partie=notes | i   nnnn  yy 0 n  n  yn  nn
GET  minutes.versions heidis_meeting ?partie=agenda | i   nnnn  00 y n  n  0n  nn
POST minutes.restore past_meeting ?partie=notes | i   nnnn  yy 0 n  n  yn  nn
POST minutes.restore heidis_meeting ?partie=agenda | i   nnnn  00 y n  n  0n  nn
GET  search.index ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
GET  search.index ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
GET  search.told                               | i   yyyy  nn n y  n  ny  yn
POST decisions.add past_meeting                | i   nnnn  yy 0 n  n  yn  nn
POST decisions.add heidis_meeting              | i   nnnn  00 y n  n  0n  nn
GET  decisions.back past_meeting               | i   nnnn  gg 0 n  n  gn  nn
GET  decisions.back heidis_meeting             | i   nnnn  00 g n  n  0n  nn
GET  decisions.edit erins_decision             | i   nnnn  yy 0 n  n  yn  nn
GET  decisions.edit ivans_decision             | i   nnnn  00 y n  n  0n  nn
POST decisions.change erins_decision           | i   nnnn  yy 0 n  n  yn  nn
POST decisions.change ivans_decision           | i   nnnn  00 y n  n  0n  nn
POST decisions.remove erins_decision           | i   nnnn  yy 0 n  n  yn  nn
POST decisions.remove ivans_decision           | i   nnnn  00 y n  n  0n  nn
GET  decisions.back_to_meeting erins_decision  | i   nnnn  gg 0 n  n  gn  nn
GET  decisions.back_to_meeting ivans_decision  | i   nnnn  00 g n  n  0n  nn
POST tasks.add past_meeting                    | i   nnnn  yy 0 n  n  yn  nn
POST tasks.add heidis_meeting                  | i   nnnn  00 y n  n  0n  nn
GET  tasks.back past_meeting                   | i   nnnn  gg 0 n  n  gn  nn
GET  tasks.back heidis_meeting                 | i   nnnn  00 g n  n  0n  nn
GET  tasks.edit alices_task                    | i   nnnn  yy 0 n  n  yn  nn
GET  tasks.edit erins_task                     | i   nnnn  yy 0 n  n  yn  nn
GET  tasks.edit ivans_task                     | i   nnnn  00 y n  n  0n  nn
POST tasks.change alices_task                  | i   nnnn  yy 0 n  n  yn  nn
POST tasks.change ivans_task                   | i   nnnn  00 y n  n  0n  nn
POST tasks.remove alices_task                  | i   nnnn  yy 0 n  n  yn  nn
POST tasks.remove ivans_task                   | i   nnnn  00 y n  n  0n  nn
POST tasks.finish alices_task                  | i   y000  yy 0 0  0  y0  00
POST tasks.finish erins_task                   | i   0000  yy 0 0  0  y0  00
POST tasks.finish ivans_task                   | i   0000  00 y y  0  00  00
POST tasks.reopen alices_task                  | i   y000  yy 0 0  0  y0  00
POST tasks.reopen ivans_task                   | i   0000  00 y y  0  00  00
GET  tasks.back_to_meeting alices_task         | i   g000  gg 0 0  0  g0  00
GET  tasks.back_to_meeting ivans_task          | i   0000  00 g g  0  00  00
GET  ambassadors.choose                        | i   yyyy  yy y y  y  yy  yy
POST ambassadors.be                            | i   yyyy  yy y y  y  yy  yy

# the list and the files of young people: the team's, of its own programme
GET  ambassadors.index                         | i   nnnn  yy y n  n  yn  nn
GET  ambassadors.index ?saison=season          | i   nnnn  yy 0 n  n  yn  nn
GET  ambassadors.index ?saison=heidis_season   | i   nnnn  00 y n  n  0n  nn
GET  ambassadors.new ?saison=season            | i   nnnn  yy 0 n  n  yn  nn
GET  ambassadors.new ?saison=heidis_season     | i   nnnn  00 y n  n  0n  nn
POST ambassadors.add ?saison=season            | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.add ?saison=heidis_season     | i   nnnn  00 y n  n  0n  nn
GET  ambassadors.show alice                    | i   nnnn  yy 0 n  n  yn  nn
GET  ambassadors.show charlie                  | i   nnnn  yy 0 n  n  yn  nn
GET  ambassadors.show ivan                     | i   nnnn  00 y n  n  0n  nn
GET  ambassadors.show alice ?saison=last_season   | i   nnnn  yy 0 n  n  yn  nn
GET  ambassadors.edit alice                    | i   nnnn  yy 0 n  n  yn  nn
GET  ambassadors.edit ivan                     | i   nnnn  00 y n  n  0n  nn
POST ambassadors.change alice                  | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.change ivan                   | i   nnnn  00 y n  n  0n  nn
GET  ambassadors.back_to_file alice            | i   nnnn  gg 0 n  n  gn  nn
GET  ambassadors.back_to_file ivan             | i   nnnn  00 g n  n  0n  nn
POST ambassadors.contacts alice                | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.contacts ivan                 | i   nnnn  00 y n  n  0n  nn
POST ambassadors.change_guardians alice        | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.change_guardians ivan         | i   nnnn  00 y n  n  0n  nn
POST ambassadors.enrol charlie                 | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.enrol ivan                    | i   nnnn  00 y n  n  0n  nn
POST ambassadors.leave alice                   | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.leave charlie                 | i   nnnn  yy 0 n  n  yn  nn
POST ambassadors.leave ivan                    | i   nnnn  00 y n  n  0n  nn

# a list to import: only who brought it sees it, also among colleagues
GET  imports.choose ?saison=season             | i   nnnn  yy 0 n  n  yn  nn
GET  imports.choose ?saison=heidis_season      | i   nnnn  00 y n  n  0n  nn
POST imports.upload ?saison=season             | i   nnnn  yy 0 n  n  yn  nn
POST imports.upload ?saison=heidis_season      | i   nnnn  00 y n  n  0n  nn
GET  imports.template                          | i   nnnn  yy y n  n  yn  nn
GET  imports.preview list_of_erin              | i   nnnn  y0 0 n  n  0n  nn
GET  imports.preview list_of_heidi             | i   nnnn  00 y n  n  0n  nn
POST imports.confirm list_of_erin              | i   nnnn  y0 0 n  n  0n  nn
POST imports.confirm list_of_heidi             | i   nnnn  00 y n  n  0n  nn
GET  imports.back_to_preview list_of_erin  | i   nnnn  g0 0 n  n  0n  nn
GET  imports.back_to_preview list_of_heidi | i   nnnn  00 g n  n  0n  nn
POST imports.settle list_of_erin           | i   nnnn  y0 0 n  n  0n  nn
POST imports.settle list_of_heidi          | i   nnnn  00 y n  n  0n  nn
GET  imports.reread list_of_erin               | i   nnnn  g0 0 n  n  0n  nn
GET  imports.reread list_of_heidi              | i   nnnn  00 g n  n  0n  nn
POST imports.read_otherwise list_of_erin       | i   nnnn  y0 0 n  n  0n  nn
POST imports.read_otherwise list_of_heidi      | i   nnnn  00 y n  n  0n  nn
GET  imports.faults list_of_erin               | i   nnnn  y0 0 n  n  0n  nn
GET  imports.faults list_of_heidi              | i   nnnn  00 y n  n  0n  nn

# one's own page: whoever is an ambassador under the hat they chose
GET  ambassadors.me                            | i   yyyy  nn n y  n  ny  yn
POST ambassadors.prefer                        | i   yyyy  nn n y  n  ny  yn
POST ambassadors.choose_reminders              | i   yyyy  nn n y  n  ny  yn
GET  ambassadors.back_to_me                    | i   gggg  nn n g  n  ng  gn

# the first start: the instance is not empty, so no link opens it
GET  setup.first no_such_key                   | x   xxxx  xx x x  x  xx  xx
GET  setup.first key_of_alice                  | x   xxxx  xx x x  x  xx  xx
POST setup.create no_such_key                  | x   xxxx  xx x x  x  xx  xx
POST setup.create key_of_alice                 | x   xxxx  xx x x  x  xx  xx

# first links and cards, by anyone of the team
GET  invitations.index ?saison=season          | i   nnnn  yy 0 n  n  yn  nn
GET  invitations.index ?saison=heidis_season   | i   nnnn  00 y n  n  0n  nn
POST invitations.invite_all ?saison=season     | i   nnnn  yy 0 n  n  yn  nn
POST invitations.invite_all ?saison=heidis_season | i nnnn 00 y n  n  0n  nn
POST invitations.invite_again alice            | i   nnnn  yy 0 n  n  yn  nn
POST invitations.invite_again ivan             | i   nnnn  00 y n  n  0n  nn
POST invitations.invite_again charlie          | i   nnnn  00 0 n  n  0n  nn
GET  cards.choose ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
GET  cards.choose ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
POST cards.make ?saison=season                 | i   nnnn  yy 0 n  n  yn  nn
POST cards.make ?saison=heidis_season          | i   nnnn  00 y n  n  0n  nn

# settings are the coordinators', each programme's its own
GET  seasons.settings ?saison=season           | i   nnnn  yn 0 n  n  nn  nn
GET  seasons.settings ?saison=heidis_season    | i   nnnn  0n y n  n  nn  nn
GET  counting.settings ?saison=season          | i   nnnn  yn 0 n  n  nn  nn
GET  counting.settings ?saison=heidis_season   | i   nnnn  0n y n  n  nn  nn
POST counting.settings ?saison=season          | i   nnnn  yn 0 n  n  nn  nn
POST counting.settings ?saison=heidis_season   | i   nnnn  0n y n  n  nn  nn
POST seasons.save_settings ?saison=season      | i   nnnn  yn 0 n  n  nn  nn
POST seasons.save_settings ?saison=heidis_season | i nnnn  0n y n  n  nn  nn
GET  seasons.closed ?saison=season             | i   nnnn  yn 0 n  n  nn  nn
GET  seasons.closed ?saison=heidis_season      | i   nnnn  0n y n  n  nn  nn
POST seasons.close_dates ?saison=season        | i   nnnn  yn 0 n  n  nn  nn
POST seasons.close_dates ?saison=heidis_season | i   nnnn  0n y n  n  nn  nn
POST seasons.open_dates closed_dates           | i   nnnn  yn 0 n  n  nn  nn
POST seasons.open_dates heidis_closed_dates    | i   nnnn  0n y n  n  nn  nn

# the team: everyone of it sees who is in it, coordinators change it
GET  seasons.team ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
GET  seasons.team ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
POST seasons.invite_colleague ?saison=season   | i   nnnn  yn 0 n  n  nn  nn
POST seasons.invite_colleague ?saison=heidis_season | i nnnn 0n y n  n  nn  nn
POST seasons.invite_colleague_again role_of_frank | i nnnn yn 0 n  n  nn  nn
POST seasons.invite_colleague_again role_of_heidi | i nnnn 0n y n  n  nn  nn
POST seasons.end_role role_of_frank            | i   nnnn  yn 0 n  n  nn  nn
POST seasons.end_role role_of_heidi            | i   nnnn  0n y n  n  nn  nn

# seasons, and another programme beside one's own
GET  seasons.index ?saison=season              | i   nnnn  yy 0 n  n  yn  nn
GET  seasons.index ?saison=heidis_season       | i   nnnn  00 y n  n  0n  nn
POST seasons.add_season ?saison=season         | i   nnnn  yn 0 n  n  nn  nn
POST seasons.add_season ?saison=heidis_season  | i   nnnn  0n y n  n  nn  nn
GET  seasons.edit_season season                | i   nnnn  yn 0 n  n  nn  nn
GET  seasons.edit_season heidis_season         | i   nnnn  0n y n  n  nn  nn
POST seasons.save_season season                | i   nnnn  yn 0 n  n  nn  nn
POST seasons.save_season heidis_season         | i   nnnn  0n y n  n  nn  nn
GET  turn.closing season                       | i   nnnn  yn 0 n  n  nn  nn
GET  turn.closing heidis_season                | i   nnnn  0n y n  n  nn  nn
GET  turn.closing closed_season                | i   nnnn  yn 0 n  n  nn  nn
POST turn.close season                         | i   nnnn  yn 0 n  n  nn  nn
POST turn.close heidis_season                  | i   nnnn  0n y n  n  nn  nn
POST turn.reopen closed_season                 | i   nnnn  yn 0 n  n  nn  nn
POST turn.reopen heidis_season                 | i   nnnn  0n y n  n  nn  nn
GET  turn.follow season                        | i   nnnn  gn 0 n  n  nn  nn
GET  turn.follow last_season                   | i   nnnn  yn 0 n  n  nn  nn
GET  turn.follow heidis_season                 | i   nnnn  0n g n  n  nn  nn
POST turn.follow last_season                   | i   nnnn  yn 0 n  n  nn  nn
POST turn.follow heidis_season                 | i   nnnn  0n y n  n  nn  nn

# who continues: asked by anyone of the team, answered by oneself
GET  continuing.mine                           | i   yyyy  nn n y  n  ny  yn
POST continuing.say                            | i   yyyy  nn n y  n  ny  yn
GET  continuing.index season                   | i   nnnn  yy 0 n  n  yn  nn
GET  continuing.index last_season              | i   nnnn  yy 0 n  n  yn  nn
GET  continuing.index heidis_season            | i   nnnn  00 y n  n  0n  nn
GET  continuing.note season alice              | i   nnnn  yy 0 n  n  yn  nn
GET  continuing.note season charlie            | i   nnnn  00 0 n  n  0n  nn
GET  continuing.note heidis_season ivan        | i   nnnn  00 y n  n  0n  nn
POST continuing.note season alice              | i   nnnn  yy 0 n  n  yn  nn
POST continuing.note heidis_season ivan        | i   nnnn  00 y n  n  0n  nn
POST turn.ask season                           | i   nnnn  yy 0 n  n  yn  nn
POST turn.ask heidis_season                    | i   nnnn  00 y n  n  0n  nn

GET  seasons.new_programme                     | i   nnnn  yn y n  n  nn  nn
POST seasons.add_programme                     | i   nnnn  yn y n  n  nn  nn

# the team's dates; drafts, moves and calls are theirs alone
GET  meetings.index                            | i   nnnn  yy y n  n  yn  nn
GET  meetings.index ?saison=season             | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.index ?saison=heidis_season      | i   nnnn  00 y n  n  0n  nn
GET  meetings.new ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.new ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
POST meetings.new ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
POST meetings.new ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
POST meetings.publish_all ?saison=season       | i   nnnn  yy 0 n  n  yn  nn
POST meetings.publish_all ?saison=heidis_season | i   nnnn  00 y n  n  0n  nn
GET  meetings.show next_meeting                | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.show draft_meeting               | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.show cancelled_meeting           | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.show past_meeting                | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.show heidis_meeting              | i   nnnn  00 y n  n  0n  nn
GET  meetings.edit next_meeting                | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.edit heidis_meeting              | i   nnnn  00 y n  n  0n  nn
POST meetings.edit next_meeting                | i   nnnn  yy 0 n  n  yn  nn
POST meetings.edit heidis_meeting              | i   nnnn  00 y n  n  0n  nn
POST meetings.publish draft_meeting            | i   nnnn  yy 0 n  n  yn  nn
POST meetings.publish heidis_draft             | i   nnnn  00 y n  n  0n  nn
GET  meetings.cancel next_meeting              | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.cancel draft_meeting             | i   nnnn  gg 0 n  n  gn  nn
GET  meetings.cancel heidis_meeting            | i   nnnn  00 y n  n  0n  nn
POST meetings.cancel next_meeting              | i   nnnn  yy 0 n  n  yn  nn
POST meetings.cancel heidis_meeting            | i   nnnn  00 y n  n  0n  nn
GET  meetings.before_restoring cancelled_meeting| i   nnnn  yy 0 n  n  yn  nn
GET  meetings.before_restoring next_meeting    | i   nnnn  gg 0 n  n  gn  nn
GET  meetings.before_restoring heidis_meeting  | i   nnnn  00 g n  n  0n  nn
POST meetings.restore cancelled_meeting        | i   nnnn  yy 0 n  n  yn  nn
POST meetings.restore heidis_meeting           | i   nnnn  00 y n  n  0n  nn
POST meetings.choose_reminders next_meeting    | i   nnnn  yy 0 n  n  yn  nn
POST meetings.choose_reminders heidis_meeting  | i   nnnn  00 y n  n  0n  nn
GET  meetings.back_from_reminders next_meeting | i   nnnn  gg 0 n  n  gn  nn
GET  meetings.back_from_reminders heidis_meeting | i nnnn  00 g n  n  0n  nn
POST meetings.remove draft_meeting             | i   nnnn  yy 0 n  n  yn  nn
POST meetings.remove heidis_draft              | i   nnnn  00 y n  n  0n  nn
GET  meetings.record next_meeting alice        | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.record next_meeting ivan         | i   nnnn  00 0 n  n  0n  nn
GET  meetings.record next_meeting charlie      | i   nnnn  00 0 n  n  0n  nn
GET  meetings.record heidis_meeting ivan       | i   nnnn  00 y n  n  0n  nn
POST meetings.record next_meeting alice        | i   nnnn  yy 0 n  n  yn  nn
POST meetings.record heidis_meeting ivan       | i   nnnn  00 y n  n  0n  nn
GET  meetings.calls next_meeting               | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.calls moved_meeting              | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.calls news_of_kaleido            | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.calls news_of_heidi              | i   nnnn  00 y n  n  0n  nn
GET  meetings.calls heidis_meeting             | i   nnnn  00 y n  n  0n  nn
POST meetings.show_numbers moved_meeting       | i   nnnn  yy 0 n  n  yn  nn
POST meetings.show_numbers heidis_moved        | i   nnnn  00 y n  n  0n  nn
POST meetings.call_done moved_meeting quentin  | i   nnnn  yy 0 n  n  yn  nn
POST meetings.call_done moved_meeting ivan     | i   nnnn  00 0 n  n  0n  nn
POST meetings.call_done heidis_moved ivan      | i   nnnn  00 y n  n  0n  nn
POST meetings.call_undone moved_meeting quentin | i   nnnn  yy 0 n  n  yn  nn
POST meetings.call_undone heidis_moved ivan    | i   nnnn  00 y n  n  0n  nn
GET  meetings.back_to_calls moved_meeting quentin | i nnnn  gg 0 n  n  gn  nn
GET  meetings.back_to_calls heidis_moved ivan  | i   nnnn  00 g n  n  0n  nn
# the same list, about the dates of the season
GET  meetings.calls season                     | i   nnnn  yy 0 n  n  yn  nn
GET  meetings.calls heidis_season              | i   nnnn  00 y n  n  0n  nn
POST meetings.show_numbers season              | i   nnnn  yy 0 n  n  yn  nn
POST meetings.show_numbers heidis_season       | i   nnnn  00 y n  n  0n  nn
POST meetings.call_done season quentin         | i   nnnn  yy 0 n  n  yn  nn
POST meetings.call_done season ivan            | i   nnnn  00 0 n  n  0n  nn
POST meetings.call_done heidis_season ivan     | i   nnnn  00 y n  n  0n  nn

# the roll call: who is there, who left, whom to call
GET  rollcall.show next_meeting                | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.show past_meeting                | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.show draft_meeting               | i   nnnn  gg 0 n  n  gn  nn
GET  rollcall.show heidis_meeting              | i   nnnn  00 y n  n  0n  nn
GET  rollcall.state past_meeting               | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.state heidis_meeting             | i   nnnn  00 y n  n  0n  nn
POST rollcall.mark next_meeting                | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.mark heidis_meeting              | i   nnnn  00 y n  n  0n  nn
POST rollcall.resume past_meeting              | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.resume heidis_meeting            | i   nnnn  00 y n  n  0n  nn
POST rollcall.show_numbers next_meeting        | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.show_numbers heidis_meeting      | i   nnnn  00 y n  n  0n  nn
GET  rollcall.back_from_numbers next_meeting   | i   nnnn  gg 0 n  n  gn  nn
GET  rollcall.back_from_numbers heidis_meeting | i   nnnn  00 g n  n  0n  nn
GET  rollcall.add_guest next_meeting           | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.add_guest heidis_meeting         | i   nnnn  00 y n  n  0n  nn
POST rollcall.add_guest next_meeting           | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.add_guest heidis_meeting         | i   nnnn  00 y n  n  0n  nn
POST rollcall.take_guest_back past_meeting guest ?version=1 | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.take_guest_back heidis_meeting guest | i   nnnn  00 0 n  n  0n  nn
POST rollcall.take_guest_back heidis_meeting heidis_guest | i   nnnn  00 y n  n  0n  nn
GET  rollcall.leave past_meeting               | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.leave heidis_meeting             | i   nnnn  00 y n  n  0n  nn
POST rollcall.leave past_meeting               | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.leave heidis_meeting             | i   nnnn  00 y n  n  0n  nn
POST rollcall.come_back past_meeting alice_now ?version=1 | i   nnnn  yy 0 n  n  yn  nn
POST rollcall.come_back heidis_meeting ivan_now | i   nnnn  00 y n  n  0n  nn
POST rollcall.come_back heidis_meeting alice_now | i   nnnn  00 0 n  n  0n  nn
GET  rollcall.sign_in_sheet next_meeting       | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.sign_in_sheet past_meeting       | i   nnnn  yy 0 n  n  yn  nn
GET  rollcall.sign_in_sheet draft_meeting      | i   nnnn  gg 0 n  n  gn  nn
GET  rollcall.sign_in_sheet heidis_meeting     | i   nnnn  00 y n  n  0n  nn
GET  rollcall.worker                           | i   nnnn  yy y n  n  yn  nn

# the code on the room's screen, for who is of that season
GET  checkins.screen next_meeting              | i   nnnn  yy 0 n  n  yn  nn
GET  checkins.screen past_meeting              | i   nnnn  gg 0 n  n  gn  nn
GET  checkins.screen heidis_meeting            | i   nnnn  00 g n  n  0n  nn
POST checkins.turn_on_or_off next_meeting      | i   nnnn  yy 0 n  n  yn  nn
POST checkins.turn_on_or_off heidis_meeting    | i   nnnn  00 y n  n  0n  nn
GET  checkins.ask code_of_room                 | i   yyxy  nn n x  n  ny  yn
GET  checkins.ask no_such_token                | i   xxxx  nn n x  n  nx  xn
POST checkins.announce code_of_room            | i   yyxy  nn n x  n  ny  yn
POST checkins.announce no_such_token           | i   xxxx  nn n x  n  nx  xn
GET  series.plan ?saison=season                | i   nnnn  yy 0 n  n  yn  nn
GET  series.plan ?saison=heidis_season         | i   nnnn  00 y n  n  0n  nn
POST series.plan ?saison=season                | i   nnnn  yy 0 n  n  yn  nn
POST series.plan ?saison=heidis_season         | i   nnnn  00 y n  n  0n  nn
GET  venues.index ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
GET  venues.index ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
POST venues.index ?saison=season               | i   nnnn  yy 0 n  n  yn  nn
POST venues.index ?saison=heidis_season        | i   nnnn  00 y n  n  0n  nn
GET  venues.edit venue                         | i   nnnn  yy 0 n  n  yn  nn
GET  venues.edit heidis_venue                  | i   nnnn  00 y n  n  0n  nn
POST venues.edit venue                         | i   nnnn  yy 0 n  n  yn  nn
POST venues.edit heidis_venue                  | i   nnnn  00 y n  n  0n  nn

# the team's outing: drafts, places, papers and calls are theirs alone
GET  outings.index                             | i   nnnn  yy y n  n  yn  nn
GET  outings.index ?saison=season              | i   nnnn  yy 0 n  n  yn  nn
GET  outings.index ?saison=heidis_season       | i   nnnn  00 y n  n  0n  nn
GET  outings.new ?saison=season                | i   nnnn  yy 0 n  n  yn  nn
GET  outings.new ?saison=heidis_season         | i   nnnn  00 y n  n  0n  nn
POST outings.new ?saison=season                | i   nnnn  yy 0 n  n  yn  nn
POST outings.new ?saison=heidis_season         | i   nnnn  00 y n  n  0n  nn
GET  outings.show outing                       | i   nnnn  yy 0 n  n  yn  nn
GET  outings.show draft_outing                 | i   nnnn  yy 0 n  n  yn  nn
GET  outings.show cancelled_outing             | i   nnnn  yy 0 n  n  yn  nn
GET  outings.show heidis_outing                | i   nnnn  00 y n  n  0n  nn
GET  outings.edit outing                       | i   nnnn  yy 0 n  n  yn  nn
GET  outings.edit heidis_outing                | i   nnnn  00 y n  n  0n  nn
POST outings.edit outing                       | i   nnnn  yy 0 n  n  yn  nn
POST outings.edit heidis_outing                | i   nnnn  00 y n  n  0n  nn
POST outings.announce draft_outing             | i   nnnn  yy 0 n  n  yn  nn
POST outings.announce heidis_draft_outing      | i   nnnn  00 y n  n  0n  nn
GET  outings.cancel outing                     | i   nnnn  yy 0 n  n  yn  nn
GET  outings.cancel draft_outing               | i   nnnn  gg 0 n  n  gn  nn
GET  outings.cancel heidis_outing              | i   nnnn  00 y n  n  0n  nn
POST outings.cancel outing                     | i   nnnn  yy 0 n  n  yn  nn
POST outings.cancel heidis_outing              | i   nnnn  00 y n  n  0n  nn
GET  outings.before_restoring cancelled_outing | i   nnnn  yy 0 n  n  yn  nn
GET  outings.before_restoring outing           | i   nnnn  gg 0 n  n  gn  nn
GET  outings.before_restoring heidis_outing    | i   nnnn  00 g n  n  0n  nn
POST outings.restore cancelled_outing          | i   nnnn  yy 0 n  n  yn  nn
POST outings.restore heidis_outing             | i   nnnn  00 y n  n  0n  nn
POST outings.remove draft_outing               | i   nnnn  yy 0 n  n  yn  nn
POST outings.remove heidis_draft_outing        | i   nnnn  00 y n  n  0n  nn
GET  outings.write_down outing                 | i   nnnn  yy 0 n  n  yn  nn
GET  outings.write_down heidis_outing          | i   nnnn  00 y n  n  0n  nn
POST outings.write_down outing                 | i   nnnn  yy 0 n  n  yn  nn
POST outings.write_down heidis_outing          | i   nnnn  00 y n  n  0n  nn
GET  outings.take_off outing alices_place      | i   nnnn  yy 0 n  n  yn  nn
GET  outings.take_off heidis_outing ivans_place | i   nnnn  00 y n  n  0n  nn
GET  outings.take_off outing ivans_place       | i   nnnn  00 0 n  n  0n  nn
POST outings.take_off outing doras_place       | i   nnnn  yy 0 n  n  yn  nn
POST outings.take_off heidis_outing ivans_place | i   nnnn  00 y n  n  0n  nn
POST outings.receive_permission outing bobs_place | i   nnnn  yy 0 n  n  yn  nn
POST outings.receive_permission heidis_outing ivans_place | i   nnnn  00 y n  n  0n  nn
POST outings.take_permission_back outing alices_place | i   nnnn  yy 0 n  n  yn  nn
POST outings.take_permission_back heidis_outing ivans_place | i   nnnn  00 y n  n  0n  nn
POST outings.print_list outing                 | i   nnnn  yy 0 n  n  yn  nn
POST outings.print_list heidis_outing          | i   nnnn  00 y n  n  0n  nn
GET  outings.calls outing                      | i   nnnn  yy 0 n  n  yn  nn
GET  outings.calls cancelled_outing            | i   nnnn  yy 0 n  n  yn  nn
GET  outings.calls heidis_outing               | i   nnnn  00 y n  n  0n  nn
POST outings.show_numbers cancelled_outing     | i   nnnn  yy 0 n  n  yn  nn
POST outings.show_numbers heidis_outing        | i   nnnn  00 y n  n  0n  nn
POST outings.call_done cancelled_outing quentin | i   nnnn  yy 0 n  n  yn  nn
POST outings.call_done heidis_outing ivan      | i   nnnn  00 y n  n  0n  nn
POST outings.call_undone cancelled_outing quentin | i   nnnn  yy 0 n  n  yn  nn
POST outings.call_undone heidis_outing ivan    | i   nnnn  00 y n  n  0n  nn
GET  outings.back_to_calls cancelled_outing quentin | i   nnnn  gg 0 n  n  gn  nn
GET  outings.back_to_calls heidis_outing ivan  | i   nnnn  00 g n  n  0n  nn

# an outing, for the young people of its season; each presses for themselves alone
GET  places.next_outing                        | i   yyyy  nn n y  n  ny  yn
GET  places.outing outing                      | i   yy0y  nn n 0  n  ny  yn
GET  places.outing cancelled_outing            | i   yy0y  nn n 0  n  ny  yn
GET  places.outing draft_outing                | i   0000  nn n 0  n  n0  0n
GET  places.outing heidis_outing               | i   0000  nn n y  n  n0  0n
POST places.take outing                        | i   yy0y  nn n 0  n  ny  yn
POST places.take draft_outing                  | i   0000  nn n 0  n  n0  0n
POST places.take heidis_outing                 | i   0000  nn n y  n  n0  0n
POST places.give_back outing                   | i   yy0y  nn n 0  n  ny  yn
POST places.give_back heidis_outing            | i   0000  nn n y  n  n0  0n
POST places.take_back outing                   | i   yy0y  nn n 0  n  ny  yn
POST places.take_back heidis_outing            | i   0000  nn n y  n  n0  0n
"""
