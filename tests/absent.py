"""What could not be tested here is said at the end, in red, and never silently."""


def skipped_reasons(reports):
    """Why tests were left out, with how many for each reason."""
    found = {}
    for report in reports:
        *_, reason = report.longrepr
        reason = reason.removeprefix("Skipped: ")
        found[reason] = found.get(reason, 0) + 1
    return found


def pytest_terminal_summary(terminalreporter):
    found = skipped_reasons(terminalreporter.stats.get("skipped", []))
    if not found:
        return
    terminalreporter.section("NOT EVERYTHING WAS TESTED HERE", red=True, bold=True)
    for reason, count in sorted(found.items()):
        tests = "1 test" if count == 1 else f"{count} tests"
        terminalreporter.line(f"{tests} left out: {reason}", red=True)
