"""Who continues: each young person says whether the next season is theirs, or someone of the team notes it."""
