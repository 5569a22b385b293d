// @ts-check
// Every English word of the page, in one place.
(function (geomap) {
  "use strict";

  geomap.strings = {
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    status: {
      planned: "planned", ongoing: "ongoing", happened: "happened", recurring: "recurring",
      cancelled: "cancelled", denied: "denied", hypothetical: "hypothetical",
    },
    statusLegend: {
      planned: "Planned: hollow", ongoing: "Ongoing: ringed", happened: "Happened: solid", recurring: "Recurring: doubled",
      cancelled: "Cancelled: struck through", denied: "Denied: struck through", hypothetical: "Hypothetical: dashed",
    },
    precision: ["Place not known", "Exact place", "Near the place (about 25 km)", "District", "Province", "Border, zone or region", "Country", "Sea or airspace"],
    precisionFilter: ["", "exact only", "to 25 km", "to a district", "to a province", "to a region", "to a country", "any"],
    datePrecision: ["", "to the day", "within 2 to 6 days", "to the week", "to the month", "to the year"],
    confidence: [[0.85, "very likely right"], [0.65, "probably right"], [0.4, "uncertain"], [0, "doubtful"]],
    roles: { trigger: "what happened", place: "place", date: "date", actor: "actor" },
    layers: {
      areas: "Areas and halos", relations: "Borders and relations", mentions: "Places mentioned", labels: "Names on the map",
    },
    events: (n) => (n === 1 ? "1 event" : `${geomap.number(n)} events`),
    eventsOf: (n, all) => (n === all ? geomap.strings.events(n) : `${geomap.number(n)} of ${geomap.strings.events(all)}`),
    articlesOf: (n) => (n === 1 ? "1 article" : `${geomap.number(n)} articles`),
    mapName: "Map of the events. The list of events says the same in words.",
    listName: "Events",
    listHelp: "Arrow keys choose an event, Enter opens it.",
    nothing: "No event passes the filters.",
    noEvents: "No dated event was found in these articles.",
    clear: "Show all",
    search: "Search events",
    searchHint: "Search…",
    filters: "Filters",
    types: "Type",
    statuses: "Status",
    actors: "Actor",
    sources: "Source",
    anyActor: "Any actor",
    anySource: "Any source",
    certainty: "Certainty",
    leastConfidence: "Confidence at least",
    coarsest: "Place known",
    download: "Download what I see",
    asGeoJSON: "GeoJSON",
    asCSV: "CSV table",
    print: "Print",
    theme: "Light or dark",
    articles: "Articles",
    layersTitle: "Layers and legend",
    howSure: "How it is drawn",
    unplaced: "not on the map",
    undated: "Date not known",
    time: "Time",
    from: "From",
    to: "To",
    play: "Play",
    pause: "Pause",
    step: "Step",
    steps: { day: "day", week: "week", month: "month", year: "year", decade: "decade", century: "century" },
    wholeTime: "All time",
    undatedHidden: (n) => `${geomap.number(n)} without a date hidden`,
    close: "Close",
    reported: (day) => `reported ${day}`,
    happenedIn: "Where",
    who: "Who",
    when: "When",
    evidence: "Evidence",
    moreEvidence: (n) => `${n} more`,
    reports: "Reports",
    whyHere: "Why here?",
    whyThen: "Why then?",
    runnersUp: "Also considered",
    wrongPlace: "Wrong place?",
    wrongPlaceHelp: "Copy this command and add the id of the right place (or put --at LAT,LON for --place). It stays corrected.",
    placeHint: "PLACE-ID",
    use: "Copy with this place",
    copy: "Copy command",
    copied: "Copied",
    contested: "Contested",
    governs: "Governed by",
    claims: "Claimed by",
    since: "since",
    disagree: "Reports disagree",
    saidBy: "According to",
    source: "Open the source",
    inArticle: "Show in the article",
    to_: "towards",
    radius: (km) => `within ${km} km`,
    together: (n) => `${geomap.number(n)} events here`,
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fitAll: "Show all events",
    mentioned: (n) => (n === 1 ? "mentioned once" : `mentioned ${geomap.number(n)} times`),
    noExcerpt: "No excerpt: nothing in this article was mapped.",
    failed: "Could not be read",
    brief: "This map is large: each event carries one short excerpt.",
    bare: "This map is very large: events carry no excerpts.",
    openList: "List",
    drawnBy: "geomap, Leaflet",
    shapesAre: "Borders say nothing on sovereignty",
    legend: {
      pin: "A pin: the exact place", halo: "A halo: somewhere in this circle", area: "A shape: somewhere in this area",
      line: "A line: somewhere along this border", cluster: "A ring: several events, their kinds around it",
    },
  };

  /** @param {number} n */
  geomap.number = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");

  const regions = typeof Intl !== "undefined" && Intl.DisplayNames ? new Intl.DisplayNames(["en"], { type: "region", fallback: "code" }) : null;

  /** Name of a country for its ISO 3166-1 alpha-2 code; the text itself for anything else. @param {string} code */
  geomap.country = (code) => {
    if (!/^[A-Z]{2}$/.test(code) || !regions) return code;
    try {
      return regions.of(code) || code;
    } catch {
      return code;
    }
  };
})((window.geomap = window.geomap || {}));
