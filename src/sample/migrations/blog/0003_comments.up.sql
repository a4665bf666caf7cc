-- Threaded comments with moderation.
CREATE TYPE comment_status AS ENUM ('pending', 'approved', 'rejected', 'spam');

CREATE TABLE comments (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id    bigint NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  author_id  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  parent_id  bigint REFERENCES comments (id) ON DELETE CASCADE,
  body       text NOT NULL,
  status     comment_status NOT NULL DEFAULT 'pending',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT comments_body_length CHECK (char_length(body) BETWEEN 1 AND 10000)
);
CREATE INDEX comments_post_id_created_at_idx ON comments (post_id, created_at);
CREATE INDEX comments_author_id_idx ON comments (author_id);
CREATE INDEX comments_parent_id_idx ON comments (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_moderation_idx ON comments (created_at) WHERE status = 'pending';
COMMENT ON TABLE comments IS 'Comments on posts; replies point at their parent.';
COMMENT ON COLUMN comments.parent_id IS 'NULL for a comment on the post itself.';
COMMENT ON COLUMN comments.status IS 'Only approved comments are shown; pending ones wait in the moderation queue.';

GRANT SELECT, INSERT, UPDATE, DELETE ON comments TO shop_app;
GRANT SELECT ON comments TO shop_support;
