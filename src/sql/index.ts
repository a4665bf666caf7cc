export { loadSqlParser, type SqlParserOptions } from './load-sql-parser.ts';
