-- Tags, and which posts carry them.
CREATE TABLE tags (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL,
  name text NOT NULL,
  CONSTRAINT tags_slug_key UNIQUE (slug)
);
COMMENT ON TABLE tags IS 'Topics of the blog.';

CREATE TABLE post_tags (
  post_id bigint NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  tag_id  bigint NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (post_id, tag_id)
);
CREATE INDEX post_tags_tag_id_idx ON post_tags (tag_id);
COMMENT ON TABLE post_tags IS 'Tags of each post.';

GRANT SELECT, INSERT, UPDATE, DELETE ON tags, post_tags TO shop_app;
GRANT SELECT ON tags, post_tags TO shop_support;
