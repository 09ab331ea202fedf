"""The README's run is a real one: its story, given to its command, prints what stands there."""

from pathlib import Path

import pytest

from ostraka.commands.app import main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def shown(after: str) -> list[str]:
    """The lines of the indented block that follow a line of it, up to a blank line or the block's end."""
    lines = README.splitlines()
    begin = lines.index(f"    {after}") + 1
    end = next(k for k in range(begin, len(lines)) if not lines[k].startswith("    ") or not lines[k].strip())
    return [line[4:] for line in lines[begin:end]]


def test_the_story_is_read_as_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("story.txt").write_text("\n".join(shown("$ cat story.txt")) + "\n", encoding="utf-8")
    command = "$ ostraka read story.txt --published 2022-11-08"
    with pytest.raises(SystemExit) as left:
        main(command.split()[2:])
    assert left.value.code in (0, None)
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == shown(command)
