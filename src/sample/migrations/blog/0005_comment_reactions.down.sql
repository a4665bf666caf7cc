ALTER TABLE comments DROP COLUMN reaction_count;
DROP TABLE comment_reactions;
