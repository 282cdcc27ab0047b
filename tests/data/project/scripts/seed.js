const { Client } = require("pg");

async function main() {
  const client = new Client();
  await client.connect();
  await client.query("TRUNCATE users, orders");
  await client.end();
}
main();
