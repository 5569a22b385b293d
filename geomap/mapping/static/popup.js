// @ts-check
// Cards on the map: opening, choosing among several events at one spot, closing.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;

  /** Several events at one spot, to choose from. @param {any} map @param {Store} store @param {number[]} members @param {any} latlng */
  function chooser(map, store, members, latlng) {
    const root = el("div", "gm-card gm-chooser");
    root.append(el("h3", "", t.together(members.length), { tabindex: "-1" }));
    const list = el("ul", "");
    for (const i of members.slice(0, 200)) {
      const button = el("button", "gm-choice", null, { type: "button" });
      const words = el("span");
      words.append(quote(store.title(i)), el("span", "gm-quiet gm-line", store.when(i, { short: true })));
      button.append(geomap.glyphs.svg(store.groupAt(i), store.status(i)), words);
      button.addEventListener("click", (event) => {
        event.stopPropagation(); // the choice makes way for the card: see the list
        open(map, store, [i], latlng, { focus: true });
      });
      const item = el("li");
      item.append(button);
      list.append(item);
    }
    root.append(list);
    if (members.length > 200) root.append(el("p", "gm-quiet", `… ${t.moreEvidence(members.length - 200)}`));
    return root;
  }

  /**
   * Open the card of one event, or a choice among several.
   * @param {any} map @param {Store} store @param {number[]} members @param {any} latlng @param {{focus?: boolean, back?: HTMLElement}} [how]
   */
  function open(map, store, members, latlng, how) {
    const desk = geomap.desk(map),
      single = members.length === 1;
    const root = single ? geomap.cards.content(desk, store, members[0]) : chooser(map, store, members, latlng);
    const popup = desk.popup || (desk.popup = made(desk));
    const close = el("button", "gm-close", "×", { type: "button", "aria-label": t.close });
    close.addEventListener("click", () => map.closePopup(popup));
    root.prepend(close);
    root.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
      event.stopPropagation();
      map.closePopup(popup);
    });
    map.getContainer().classList.add("gm-carded");
    // An event without a place has a card, but the card points at nothing.
    map.getContainer().classList.toggle("gm-unpinned", single && !store.placed(members[0]));
    desk.opening = true;
    desk.back = null;
    desk.shown = members;
    fitPopup(map, popup);
    popup.setLatLng(latlng).setContent(root).openOn(map);
    desk.opening = false;
    store.set({ selected: single ? members[0] : -1 });
    desk.back = (how && how.back) || null;
    if (how && how.focus) /** @type {HTMLElement} */ (root.querySelector("h3")).focus({ preventScroll: true });
  }

  /** The one popup of a map. @param {Desk} desk */
  function made(desk) {
    const { map, store } = desk;
    const popup = window.L.popup({
      className: "gm-popup",
      maxWidth: 400,
      minWidth: 250,
      autoPanPaddingTopLeft: [58, 14],
      closeButton: false,
    });
    map.on("popupclose", (/** @type {any} */ event) => {
      if (event.popup !== popup) return;
      if (!desk.opening) {
        map.getContainer().classList.remove("gm-carded");
        desk.shown = [];
        store.set({ selected: -1 });
      }
      if (desk.back) desk.back.focus();
      desk.back = null;
    });
    // What the filters hide has no card: the map, the list and the card tell one story.
    store.on((changed) => {
      if (!changed.has("visible") || !(desk.shown || []).some((i) => !store.passes(i))) return;
      desk.back = null;
      map.closePopup(popup);
    });
    return popup;
  }

  /** Keep the popup clear of the zoom buttons and the legend, open or folded, and within the map. @param {any} map @param {any} popup */
  function fitPopup(map, popup) {
    const size = map.getSize(),
      legend = map.getContainer().querySelector(".gm-legend"),
      wide = size.x > 520,
      beside = legend && legend.open && size.x - legend.offsetWidth > 520,
      most = Math.min(400, size.x - 44);
    Object.assign(popup.options, {
      autoPanPaddingTopLeft: [wide ? 58 : 10, legend && !beside && wide ? legend.offsetHeight + 18 : 12],
      autoPanPaddingBottomRight: [beside ? legend.offsetWidth + 24 : 14, 12],
      maxHeight: Math.max(160, Math.min(Math.round(size.y * 0.8), size.y - (beside ? 70 : 112))),
      maxWidth: most,
      minWidth: Math.min(250, most),
    });
  }

  /** Open an event's card at its place, or beside the map's middle when it has none. @param {Desk} desk @param {number} i @param {{focus?: boolean, back?: HTMLElement}} [how] */
  function show(desk, i, how) {
    const { map, store } = desk;
    desk.view.show(i);
    const at = store.placed(i) ? window.L.latLng(store.latlng(i)) : map.getCenter();
    open(map, store, [i], at, how);
  }

  geomap.card = { ...geomap.cards, open, show };
})(window.geomap);
