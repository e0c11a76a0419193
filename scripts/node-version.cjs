// Loaded with -r before everything else, and written so that any Node can read it.
var wanted = [20, 9];
var found = process.versions.node.split(".").map(Number);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error("\n✗ Banter needs Node " + wanted.join(".") + " or newer. This is Node " + process.versions.node + ".");
  console.error("  Install the current one from https://nodejs.org, or with nvm: nvm install 24 && nvm use 24\n");
  process.exit(1);
}
