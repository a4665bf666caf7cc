-- Full-text search over title and body.
SET LOCAL lock_timeout = '5s';

ALTER TABLE posts ADD COLUMN search_document tsvector
  GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
  ) STORED;
CREATE INDEX posts_search_document_idx ON posts USING gin (search_document);
COMMENT ON COLUMN posts.search_document IS 'Search vector: title weighs A, body weighs B.';
