DROP INDEX orders_user_history_idx;
