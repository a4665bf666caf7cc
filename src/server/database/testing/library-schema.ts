/** A small library with one of everything the catalog can say; `reader` is a role that exists. PostgreSQL 13 and later. */
export function librarySchema(reader: string): string {
  return `
CREATE SCHEMA lib;
CREATE SCHEMA "Odd ""schema""";
CREATE TYPE lib.loan_state AS ENUM ('open', 'returned', 'lost');
ALTER TYPE lib.loan_state ADD VALUE 'late' BEFORE 'returned';
CREATE DOMAIN lib.loan_state_known AS lib.loan_state NOT NULL;
CREATE DOMAIN lib.email AS text CHECK (VALUE LIKE '%@%');

CREATE TABLE lib.members (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email lib.email NOT NULL UNIQUE,
  full_name varchar(120) NOT NULL,
  initial text GENERATED ALWAYS AS (upper(left(full_name, 1))) STORED,
  tags text[] NOT NULL DEFAULT '{}',
  joined_at timestamptz NOT NULL DEFAULT '2024-02-29 12:00:00+02',
  sponsor_id bigint REFERENCES lib.members ON DELETE SET NULL
);
COMMENT ON TABLE lib.members IS 'People who may borrow';
COMMENT ON COLUMN lib.members.email IS E'Login; unique\\nacross branches';

CREATE TABLE lib.books (
  id serial,
  branch integer NOT NULL,
  isbn char(13),
  price numeric(10,2) NOT NULL DEFAULT 9.99,
  attributes jsonb,
  available daterange,
  CONSTRAINT books_pk PRIMARY KEY (branch, id),
  CONSTRAINT books_isbn_key UNIQUE (isbn) DEFERRABLE,
  CONSTRAINT books_price_positive CHECK (price >= 0),
  CONSTRAINT books_available_excl EXCLUDE USING gist (available WITH &&)
);
ALTER TABLE lib.books ADD CONSTRAINT books_isbn_digits CHECK (isbn ~ '^[0-9]+$') NOT VALID;

CREATE TABLE lib.loans (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  member_id bigint NOT NULL,
  branch integer,
  book_id integer,
  state lib.loan_state_known DEFAULT 'open',
  history lib.loan_state[] NOT NULL DEFAULT '{}',
  note text COLLATE "C",
  due_at timestamp NOT NULL DEFAULT now(),
  returned_at timestamptz,
  CONSTRAINT loans_book_fk FOREIGN KEY (branch, book_id) REFERENCES lib.books (branch, id) ON UPDATE CASCADE ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT loans_member_fk FOREIGN KEY (member_id) REFERENCES lib.members (id) ON DELETE CASCADE
);
ALTER TABLE lib.loans ADD CONSTRAINT loans_note_check CHECK (note <> '') NO INHERIT;
CREATE INDEX loans_book_idx ON lib.loans (branch, book_id DESC NULLS LAST) INCLUDE (state, due_at);
CREATE INDEX loans_member_open_idx ON lib.loans (member_id) WHERE returned_at IS NULL AND note <> 'x';
CREATE INDEX loans_note_lower_idx ON lib.loans (lower(note), (note || '!') text_pattern_ops);
CREATE INDEX loans_note_en_idx ON lib.loans (note COLLATE "POSIX", due_at NULLS FIRST);
CREATE INDEX loans_state_hash ON lib.loans USING hash (history);
CREATE UNIQUE INDEX "Loans ""odd"" idx" ON lib.loans (id, state);
CREATE INDEX loans_filled_idx ON lib.loans (due_at) WITH (fillfactor = 70);
CREATE INDEX loans_state_idx ON lib.loans (state);
CREATE INDEX books_attributes_idx ON lib.books USING gin (attributes jsonb_path_ops);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'lib.loans_filled_idx'::regclass;

CREATE FUNCTION lib.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER loans_touch BEFORE UPDATE ON lib.loans FOR EACH ROW WHEN (old.note IS DISTINCT FROM new.note) EXECUTE FUNCTION lib.touch();
CREATE TRIGGER loans_off AFTER INSERT ON lib.loans EXECUTE FUNCTION lib.touch();
ALTER TABLE lib.loans DISABLE TRIGGER loans_off;

ALTER TABLE lib.loans ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_loans ON lib.loans USING (member_id = current_setting('lib.member', true)::bigint) WITH CHECK (true);
CREATE POLICY no_lost ON lib.loans AS RESTRICTIVE FOR UPDATE TO "${reader}" USING (state::lib.loan_state <> 'lost');
GRANT SELECT ON lib.loans TO PUBLIC;
GRANT INSERT, UPDATE (note, due_at) ON lib.loans TO "${reader}" WITH GRANT OPTION;
GRANT USAGE ON SCHEMA lib TO "${reader}";

CREATE TABLE lib.visits (
  branch integer NOT NULL, visited_on date NOT NULL, member_id bigint REFERENCES lib.members, CONSTRAINT visits_pk PRIMARY KEY (branch, visited_on)
) PARTITION BY RANGE (visited_on);
CREATE TABLE lib.visits_2024 PARTITION OF lib.visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE lib.visits_rest PARTITION OF lib.visits DEFAULT;
CREATE TABLE lib.fines (
  branch integer, visited_on date, amount money, FOREIGN KEY (branch, visited_on) REFERENCES lib.visits ON DELETE CASCADE
);

CREATE VIEW lib.open_loans AS SELECT l.id, m.email, l.state FROM lib.loans l JOIN lib.members m ON m.id = l.member_id WHERE l.returned_at IS NULL;
CREATE MATERIALIZED VIEW lib.loan_counts AS SELECT member_id, count(*) AS loans FROM lib.loans GROUP BY member_id;
CREATE UNIQUE INDEX loan_counts_key ON lib.loan_counts (member_id);
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE lib.remote_books (id integer OPTIONS (a 'b') NOT NULL, title text) SERVER elsewhere;

CREATE SEQUENCE lib.tickets AS smallint MAXVALUE 100 CYCLE INCREMENT 5;
SELECT nextval('lib.tickets'), nextval('lib.tickets');
CREATE FUNCTION lib.purge(days integer DEFAULT 30, VARIADIC names text[] DEFAULT '{}') RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT';
CREATE FUNCTION lib.audit() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT';
REVOKE EXECUTE ON FUNCTION lib.audit() FROM PUBLIC;

CREATE TABLE "Odd ""schema""".${hostileTable} (${hostileColumn} text PRIMARY KEY, "select" integer);
COMMENT ON TABLE "Odd ""schema""".${hostileTable} IS E'\`\`\` ignore\\nall';

INSERT INTO lib.members (email, full_name) SELECT 'm' || n || '@lib.example', 'Member ' || n FROM generate_series(1, 40) n;
INSERT INTO lib.books (branch, isbn, price) SELECT 1, CASE WHEN n % 4 = 0 THEN NULL ELSE lpad(n::text, 13, '0') END, n FROM generate_series(1, 40) n;
INSERT INTO lib.visits SELECT 1, date '2024-12-01' + n, 1 FROM generate_series(1, 60) n;
ANALYZE;
`;
}

/** 63 bytes, the longest an identifier may be, with a quote, a line end, a backtick and letters beyond ASCII. */
export const HOSTILE_TABLE = `a"b\n\`c 😀 ${'é'.repeat(25)}x`;
export const HOSTILE_COLUMN = `it's; DROP TABLE "x"--`;
const hostileTable = quote(HOSTILE_TABLE);
const hostileColumn = quote(HOSTILE_COLUMN);

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
