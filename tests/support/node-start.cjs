// Loaded into each Node.js process of Pulumi that a test starts, before all else: half of what such a process costs is loading
// Pulumi's SDK, of which the provider uses little.
const Module = require("node:module");
const { setFlagsFromString } = require("node:v8");

// The SDK sets it while it loads (runtime/closure/v8.js), and V8 takes no compiled code from a process of other flags: from the
// beginning the program and the plugin hosts share what is in NODE_COMPILE_CACHE.
setFlagsFromString("--allow-natives-syntax");

/** What the SDK loads at once and uses only to write down a closure: package -> the file of the SDK that loads it. */
const LATER = {
  "@npmcli/arborist": /@pulumi\/pulumi\/runtime\/closure\/codePaths\.js$/,
  typescript: /@pulumi\/pulumi\/typescript-shim\.js$/,
};

const load = Module._load;

/** Loads the real package when something of it is used. */
Module._load = (request, parent, isMain) => {
  if (!LATER[request]?.test(parent?.filename)) return load(request, parent, isMain);
  let loaded;
  const real = () => {
    loaded ??= load(request, parent, isMain);
    return loaded;
  };
  // Taken for a module that is ready, or its importer would read all of its names.
  return new Proxy(
    {},
    { get: (_none, name) => name === "__esModule" || real()[name], has: (_none, name) => name in real() },
  );
};
