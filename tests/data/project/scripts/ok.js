const fs = require("fs");
for (const name of fs.readdirSync("migrations")) console.log(name);
