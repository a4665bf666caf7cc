-- The blog: posts written by authors.
CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived');

CREATE TABLE posts (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  author_id    bigint NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  slug         text NOT NULL,
  title        text NOT NULL,
  excerpt      text NOT NULL DEFAULT '',
  body         text NOT NULL,
  status       post_status NOT NULL DEFAULT 'draft',
  published_at timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT posts_slug_key UNIQUE (slug),
  CONSTRAINT posts_slug_shape CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  CONSTRAINT posts_published_has_date CHECK (status <> 'published' OR published_at IS NOT NULL)
);
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE INDEX posts_published_at_idx ON posts (published_at DESC) WHERE status = 'published';
CREATE TRIGGER posts_set_updated_at BEFORE UPDATE ON posts
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE posts IS 'Blog posts. A draft has no publication date; an archived post keeps its URL.';
COMMENT ON COLUMN posts.slug IS 'Last part of the URL; must not change once published.';
COMMENT ON COLUMN posts.body IS 'Markdown source.';

GRANT SELECT, INSERT, UPDATE, DELETE ON posts TO shop_app;
GRANT SELECT ON posts TO shop_support;
