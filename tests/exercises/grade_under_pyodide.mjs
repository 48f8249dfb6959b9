// Answers grader requests with the Python that readers have: Pyodide, under Node.
// In (stdin): {"source": folder that holds the package, "requests": [request JSON texts], "door": "page" where the
// requests are for the page's own door}. Out: {"python": version, "answers": [texts]}.
import { readFileSync } from "node:fs";

const { source, requests, door } = JSON.parse(readFileSync(0, "utf8"));
try {
  const { loadPyodide } = await import("pyodide");
  const pyodide = await loadPyodide();
  pyodide.FS.mkdirTree("/source");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: source }, "/source");
  const handle = pyodide.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/source")
${door === "page" ? "from nlpbook.exercises.page import respond as handle" : "from nlpbook.exercises.api import handle"}
handle`);
  const times = [];
  const answers = requests.map((request) => {
    const start = performance.now();
    const answer = handle(request);
    times.push(performance.now() - start);
    return answer;
  });
  process.stdout.write(JSON.stringify({ python: pyodide.runPython("sys.version"), answers, times }));
} catch (error) {
  process.stderr.write(String(error?.message ?? error).slice(0, 2000)); // an error of Pyodide's quotes its whole source
  process.exit(1);
}
