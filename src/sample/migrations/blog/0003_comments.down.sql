DROP TABLE comments;
DROP TYPE comment_status;
