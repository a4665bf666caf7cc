-- Readers can react to a comment with one emoji each.
SET LOCAL lock_timeout = '2s';

CREATE TABLE comment_reactions (
  comment_id bigint NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
  user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  emoji      text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (comment_id, user_id),
  CONSTRAINT comment_reactions_emoji_known CHECK (emoji IN ('like', 'love', 'laugh', 'wow', 'sad'))
);
CREATE INDEX comment_reactions_user_id_idx ON comment_reactions (user_id);
COMMENT ON TABLE comment_reactions IS 'At most one reaction per reader and comment.';

ALTER TABLE comments ADD COLUMN reaction_count integer NOT NULL DEFAULT 0;

GRANT SELECT, INSERT, DELETE ON comment_reactions TO shop_app;
