-- Sample rows of 0028: a cap.

INSERT INTO winback_cap (name, most) VALUES ('letters', 12);
