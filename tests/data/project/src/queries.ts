export const users = "SELECT * FROM users";
