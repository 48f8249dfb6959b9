"""Are the pinned packages known to be unsafe? pip-audit and npm audit are asked, and asked whether they can tell.

Both may answer "nothing known" where the source of advisories could not be reached: a mirror that has packages but no
advisories is enough. So each is first shown a version that everyone knows to be unsafe, and must say so.

    python -m nlpbook.site.audit PIP_AUDIT      # the program; `make audit` installs it
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nlpbook.site.programs import MissingProgram, find_node, npm_of

UNSAFE_PYTHON = "jinja2==2.10"
UNSAFE_NPM = ("minimist", "0.0.8")


class NotAudited(Exception):
    """Whether the packages are safe could not be found out; the message says why."""


def audit(root: Path, pip_audit: Path) -> list[str]:
    """What is known against the packages of constraints.txt and package-lock.json, a line each.

    Raises:
        NotAudited: A source of advisories was not reached, or knows nothing.
    """
    with tempfile.TemporaryDirectory(prefix="nlpbook-") as name:
        folder = Path(name)
        (folder / "unsafe.txt").write_text(f"{UNSAFE_PYTHON}\n", encoding="utf-8")
        (folder / "package.json").write_text(json.dumps(_npm_package()), encoding="utf-8")
        (folder / "package-lock.json").write_text(json.dumps(_npm_lock()), encoding="utf-8")
        if not python_findings(_pip(pip_audit, folder / "unsafe.txt")):
            raise NotAudited(f"pip-audit was asked about {UNSAFE_PYTHON}, which is unsafe, and knew nothing against it")
        if not npm_findings(_npm(folder)):
            raise NotAudited(f"npm audit was asked about {'@'.join(UNSAFE_NPM)}, which is unsafe, and knew nothing")
    return python_findings(_pip(pip_audit, root / "constraints.txt")) + npm_findings(_npm(root))


def python_findings(report: Mapping[str, Any]) -> list[str]:
    """Lines for the packages of a pip-audit report against which something is known.

    Raises:
        NotAudited: It left packages out.
    """
    packages = report["dependencies"]
    if skipped := [f"{package['name']} ({package['skip_reason']})" for package in packages if "skip_reason" in package]:
        raise NotAudited(f"pip-audit found no advisories to look into for {len(skipped)} packages: {skipped[0]}, …")
    return [
        f"constraints.txt: {package['name']} {package['version']}: {found['id']}; "
        f"mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for package in packages
        for found in package["vulns"]
    ]


def npm_findings(report: Mapping[str, Any]) -> list[str]:
    """Lines for the packages of an npm audit report against which something is known.

    Raises:
        NotAudited: It has no list of packages, since the registry refused.
    """
    if "vulnerabilities" not in report:
        raise NotAudited(f"npm audit could not ask the registry: {report.get('message') or report}")
    lines = []
    for name, found in sorted(report["vulnerabilities"].items()):
        known = [via["title"] if isinstance(via, dict) else f"through {via}" for via in found["via"]]
        lines.append(f"package-lock.json: {name} ({found['severity']}): {'; '.join(known)}")
    return lines


def _pip(program: Path, requirements: Path) -> Mapping[str, Any]:
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    return _asked([program, "--requirement", requirements, *options], requirements.parent)


def _npm(folder: Path) -> Mapping[str, Any]:
    return _asked([npm_of(find_node()), "audit", "--json", "--package-lock-only"], folder)


def _asked(command: Sequence[str | Path], folder: Path) -> Mapping[str, Any]:
    """The program's answer. Both end with status 1 when they have found something, so that says nothing."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotAudited(f"{command[0]} could not be started ({error.strerror}); run `make audit`") from error
    try:
        answer: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NotAudited(f"{Path(command[0]).name} gave no answer: {last}") from None
    return answer


def _npm_package() -> dict[str, Any]:
    name, version = UNSAFE_NPM
    return {"name": "unsafe", "version": "1.0.0", "dependencies": {name: version}}


def _npm_lock() -> dict[str, Any]:
    name, version = UNSAFE_NPM
    packages = {"": _npm_package(), f"node_modules/{name}": {"version": version}}
    return {"name": "unsafe", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}


def main(arguments: Sequence[str]) -> int:
    """Audit the project that is the working directory; 0 only when both sources answered and know nothing."""
    if len(arguments) != 1:
        print("usage: python -m nlpbook.site.audit PIP_AUDIT", file=sys.stderr)
        return 2
    try:
        findings = audit(Path.cwd(), Path(arguments[0]).absolute())
    except (NotAudited, MissingProgram) as problem:
        print(f"nlpbook: not audited: {problem}\n    Nothing is known either way. Try where advisories can be reached.",
              file=sys.stderr)  # fmt: skip
        return 1
    print("\n".join(findings) or "Nothing is known against the pinned packages.")
    if findings:
        print("    Renew them: `make constraints` for Python, package.json and `make lock` for the browser.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
