"""Text files as people make them, and what must come of each."""

from tests.data_pipeline.intake.fixture import lines
from tests.data_pipeline.intake.structure import HEAD, LIER_ROW, PUTTE, PUTTE_ROW, Structure, km

UNCLOSED = "een aanhalingsteken is niet gesloten. Het bestand kan niet betrouwbaar gelezen worden."
USE_THE_TEMPLATE = "Gebruik het sjabloon van de bron of kies de bron zelf."

TEXTS = (
    Structure(why="sep= op de eerste rij, zoals Excel", content=lines("sep=;", HEAD, LIER_ROW), counts=(1, 0, 1), expected=(km(12),)),
    Structure(why="regeleinden van Windows", content=lines(HEAD, LIER_ROW, end="\r\n"), expected=(km(12),), silent=True),
    Structure(why="regeleinden van een oude Mac", content=lines(HEAD, LIER_ROW, end="\r"), expected=(km(12),), silent=True),
    Structure(
        why="regeleinden door elkaar",
        content=f"{HEAD}\r\n{LIER_ROW}\n{PUTTE_ROW}\r".encode(),
        counts=(2, 0, 0),
        expected=(km(12), km(13, PUTTE)),
    ),
    Structure(why="geen regeleinde aan het slot", content=f"{HEAD}\n{LIER_ROW}".encode(), expected=(km(12),), silent=True),
    Structure(why="puntkomma's achteraan", content=lines(HEAD + ";;", LIER_ROW + ";;"), expected=(km(12),), silent=True),
    Structure(
        why="alles tussen aanhalingstekens",
        content=lines('"gemeente";"maand";"km"', '"Lier";"2024-03";"12"'),
        expected=(km(12),),
        silent=True,
    ),
    Structure(
        why="spaties na het scheidingsteken", content=lines("gemeente; maand; km", 'Lier; "2024-03"; 12'), expected=(km(12),), silent=True
    ),
    Structure(
        why="spaties rond titels en waarden",
        content=lines("gemeente ;maand ; km ", "Lier  ; 2024-03 ; 12 "),
        expected=(km(12),),
        silent=True,
    ),
    Structure(why="hoofdletters in de titels", content=lines("GEMEENTE;Maand;KM", LIER_ROW), expected=(km(12),), silent=True),
    Structure(
        why="tabs in een .csv",
        content=lines("gemeente\tmaand\tkm", "Lier\t2024-03\t12"),
        outcome="refused",
        counts=(0, 0, 0),
        says={"B08": "Rij 1 telt 1 kolommen i.p.v. 3. Gebruik puntkomma als scheidingsteken."},
    ),
    Structure(
        why="tabs, de bron gekozen",
        content=lines("gemeente\tmaand\tkm", "Lier\t2024-03\t12"),
        source="deelwagens_maand",
        outcome="refused",
        counts=(0, 0, 0),
        says={"B08": "Rij 1 telt 1 kolommen i.p.v. 3. Gebruik puntkomma als scheidingsteken."},
    ),
    Structure(
        why="UTF-16 uit Excel",
        content=lines(HEAD, LIER_ROW, encoding="utf-16"),
        expected=(km(12),),
        says={"B03": "(info) Bestand gelezen als UTF-16."},
    ),
    Structure(
        why="Unicode-tekst uit Excel, met tabs",
        content=lines("gemeente\tmaand\tkm", "Lier\t2024-03\t12", encoding="utf-16"),
        outcome="refused",
        counts=(0, 0, 0),
        says={"B08": "Rij 1 telt 1 kolommen i.p.v. 3. Gebruik puntkomma als scheidingsteken."},
    ),
    Structure(
        why="accenten in een titel, in Windows-1252",
        content=lines(f"{HEAD};Coördinatie (één)", f"{LIER_ROW};x", encoding="cp1252"),
        expected=(km(12),),
        says={"C04": "Onbekende kolom 'Coördinatie (één)' is niet ingelezen.", "B02": "(info) Bestand gelezen als Windows-1252."},
    ),
    Structure(
        why="losse accenten in een titel",
        content=lines(f"{HEAD};Coo\u0308rdinatie", f"{LIER_ROW};x"),
        expected=(km(12),),
        says={"C04": "Onbekende kolom 'Co\u00f6rdinatie' is niet ingelezen.", "B07": "(info) Tekens genormaliseerd."},
    ),
    *(
        Structure(why=why, content=content, outcome="refused", counts=(0, 0, 0), says={"B11": f"Rij {row}: {UNCLOSED}"})
        for why, row, content in (
            ("aanhalingsteken in de laatste cel", 2, lines(HEAD, 'Lier;2024-03;"12')),
            ("aanhalingsteken dat een rij verder sluit", 2, lines(HEAD, '"Lier;2024-03;12', 'Putte";2024-03;13')),
            ("tekst na een aanhalingsteken", 2, lines(HEAD, '"Lier"x;2024-03;12')),
        )
    ),
    Structure(
        why="kop op rij 25",
        content=lines(*["Toelichting bij de cijfers"] * 24, HEAD, LIER_ROW),
        outcome="refused",
        counts=(0, 0, 0),
        says={"kop": "De kolomtitels van 'deelwagens.csv' staan pas op rij 25. Zet ze in de eerste 20 rijen."},
    ),
    Structure(why="kop op rij 20", content=lines(*["Toelichting"] * 19, HEAD, LIER_ROW), counts=(1, 0, 19), expected=(km(12),)),
    Structure(
        why="twee rijen titels",
        content=lines("gemeente;maand;deelwagens;;", ";;ritten;km;uren", "Lier;2024-03;3;12;5"),
        counts=(1, 0, 1),
        expected=(km(12),),
    ),
    Structure(
        why="twee rijen titels, de meeste bovenaan",
        content=lines("gemeente;maand;ritten;afstand en tijd;", ";;;gereden km;aantal uren", "Lier;2024-03;3;12;5"),
        counts=(1, 0, 1),
        expected=(km(12),),
    ),
    Structure(
        why="een titelrij met een kolomnaam erin",
        content=lines("Km;;;", f"{HEAD};Jaar", f"{LIER_ROW};x"),
        outcome="refused",
        counts=(0, 0, 0),
        says={"C07": "Kolom 'Maand' komt 2 keer voor: als 'maand' en als 'Jaar'."},
    ),
    Structure(why="een kolomnaam boven een gevulde titel", content=lines("Uren;;", HEAD, LIER_ROW), counts=(1, 0, 1), expected=(km(12),)),
    Structure(
        why="een rij met eenheden onder de titels",
        content=lines("gemeente;maand;ritten;km;uren", ";;aantal;km;uur", "Lier;2024-03;3;12;5"),
        counts=(1, 0, 1),
        expected=(km(12),),
    ),
    Structure(
        why="een rij met andere eenheden onder de titels",
        content=lines(HEAD, ";;(m)", "Lier;2024-03;12.500"),
        counts=(1, 0, 1),
        expected=(km(12.5),),
        says={"E02": "(info) Kolom 'km (m)' omgezet naar km."},
    ),
    Structure(
        why="regeleinden in een titel",
        content=lines('gemeente;maand;"Aantal\nkm"', LIER_ROW),
        expected=(km(12),),
        says={"C01": "(info) Kolom 'Aantal km' gelezen als 'Km'."},
    ),
    Structure(
        why="totaal bovenaan", content=lines(HEAD, "Totaal;;25", LIER_ROW, PUTTE_ROW), counts=(2, 0, 1), expected=(km(12), km(13, PUTTE))
    ),
    Structure(
        why="totaal per gemeente",
        content=lines(
            "gemeente;maand;gebruikerstype;km", "Lier;2024-03;gemeente;5", "Lier;2024-03;andere;7", "Totaal Lier;;;12", "Totaal;;;12"
        ),
        counts=(2, 0, 2),
        expected=(km(5, part="gemeente"), km(7, part="andere")),
        says={"C14": "(info) Subtotaalrij genegeerd."},
    ),
    Structure(
        why="totaal per maand en per soort",
        content=lines(
            "gemeente;maand;gebruikerstype;km",
            "Lier;2024-03;gemeente;5",
            "Lier;2024-03;andere;7",
            "Lier;2024-04;andere;9",
            "Totaal;2024-03;;12",
            "Totaal;2024-04;;9",
            "Totaal;;andere;16",
            "Totaal;;;21",
        ),
        counts=(3, 0, 4),
        expected=(km(7, part="andere"), km(9, month="2024-04", part="andere")),
    ),
    Structure(
        why="totaal per jaar in de naam van de rij",
        content=lines(HEAD, "Lier;2023-12;5", LIER_ROW, "Totaal 2023;;5", "Totaal 2024;;12"),
        counts=(2, 0, 2),
        expected=(km(12), km(5, month="2023-12")),
    ),
    Structure(
        why="een totaal dat groter is dan een rij mag zijn",
        content=lines(HEAD, "Lier;2024-03;90.000", "Putte;2024-03;90.000", "Totaal;;180.001"),
        outcome="held",
        counts=(2, 0, 1),
        says={"C13": "Het totaal in het bestand (180.001) verschilt van de som der rijen (180.000). Vraag bevestiging aan de leverancier."},
    ),
    Structure(
        why="een totaal boven een rij in quarantaine",
        content=lines(HEAD, "Lier;2024-03;12", "Putte;2024-03;?13?", "Totaal;;25"),
        counts=(1, 1, 1),
        expected=(km(12),),
        says={"controletotaal": "Rij 4: het totaal van 'km' is niet nagerekend, omdat rijen in quarantaine staan."},
    ),
    Structure(
        why="rij van de regio als totaal",
        content=lines(HEAD, LIER_ROW, PUTTE_ROW, "Rivierenland;2024-03;25"),
        counts=(2, 0, 1),
        expected=(km(12), km(13, PUTTE)),
    ),
    Structure(
        why="de titels herhaald voor elke bladzijde",
        content=lines(HEAD, LIER_ROW, HEAD, PUTTE_ROW),
        counts=(2, 0, 1),
        expected=(km(12), km(13, PUTTE)),
        says={"kop": "(info) Herhaalde kop genegeerd."},
    ),
    Structure(
        why="een tweede tabel eronder, met andere titels",
        content=lines(f"{HEAD};uren", "Lier;2024-03;12;5", ";;;", "gemeente;maand;uren;ritten", "Putte;2024-03;7;3"),
        outcome="refused",
        counts=(0, 0, 0),
        says={"tabellen": "Op rij 4 begint een tweede tabel met andere kolomtitels. Lever één tabel per werkblad of per bestand."},
    ),
    Structure(
        why="een kolom per gemeente",
        content=lines("maand;Lier;Putte", "2024-03;12;13"),
        outcome="refused",
        counts=(0, 0, 0),
        says={"bron": f"'deelwagens.csv' past bij geen enkel datacontract. Gevonden kolommen: maand, Lier, Putte. {USE_THE_TEMPLATE}"},
    ),
    Structure(
        why="rijnummers vooraan, met titel",
        content=lines(f"nr;{HEAD}", f"1;{LIER_ROW}", f"2;{PUTTE_ROW}"),
        counts=(2, 0, 0),
        expected=(km(12), km(13, PUTTE)),
        says={"C04": "Onbekende kolom 'nr' is niet ingelezen."},
    ),
    Structure(
        why="rijnummers vooraan, zonder titel",
        content=lines(f";{HEAD}", f"1;{LIER_ROW}"),
        expected=(km(12),),
        says={"C04": "Onbekende kolom 'A' is niet ingelezen."},
    ),
    Structure(why="lege eerste kolom", content=lines(f";{HEAD}", f";{LIER_ROW}"), expected=(km(12),), silent=True),
    Structure(
        why="persoonsgegevens in een kolom zonder titel",
        content=lines(HEAD, f"{LIER_ROW};jan.peeters@voorbeeld.be"),
        outcome="refused",
        counts=(0, 0, 0),
    ),
    Structure(
        why="het adres van de maker onder de tabel",
        content=lines(HEAD, LIER_ROW, "Vragen? Mail naar mobiliteit@voorbeeld.be;;"),
        counts=(1, 0, 1),
        expected=(km(12),),
    ),
    Structure(
        why="de gemeente alleen op de eerste rij van elk blok",
        content=lines(HEAD, LIER_ROW, ";2024-04;13"),
        counts=(1, 1, 0),
        expected=(km(12),),
        says={"gemeente": "Rij 3: de gemeente ontbreekt. Vul ze in."},
    ),
    Structure(
        why="dezelfde rij tweemaal",
        content=lines(HEAD, LIER_ROW, LIER_ROW),
        counts=(1, 0, 1),
        expected=(km(12),),
        says={"dubbel": "(info) Rij 3 herhaalt rij 2 en telt één keer mee."},
    ),
    Structure(
        why="een lijn van U+2028 in een cel",
        content=lines(f"{HEAD};nota", f"{LIER_ROW};a\u2028b", "Putte;2024-03;twaalf;\u2028"),
        counts=(1, 1, 0),
        expected=(km(12),),
    ),
)
