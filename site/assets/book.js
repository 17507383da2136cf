// Language, search, sorting and folding. Without scripts both languages show, and all else works.
(function () {
  "use strict";
  var root = document.documentElement;
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function kept(store, key, value) {
    try {
      if (value === undefined) return store.getItem(key);
      store.setItem(key, value);
    } catch (error) { /* not kept */ }
    return null;
  }
  function made(name, properties) { return Object.assign(document.createElement(name), properties); }
  function say(ja, en) { return root.dataset.language === "ja" ? ja : en; }
  function both(ja, en) { return '<i lang="ja">' + ja + '</i><i lang="en">' + en + "</i>"; }

  // Text of an element in the language shown.
  function shown(element) {
    if (!element) return "";
    var copy = element.cloneNode(true);
    all('[lang="' + say("en", "ja") + '"]', copy).forEach(function (other) { other.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function show(language) {
    root.lang = root.dataset.language = language;
    all(".languages button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === language));
    });
    all("[data-placeholder-ja]").forEach(function (input) {
      input.placeholder = input.dataset[say("placeholderJa", "placeholderEn")];
    });
    var heading = document.querySelector("h1"), links = all(".home a[href]");
    if (heading) {
      var within = document.body.dataset.up === undefined ? "" : shown(links[links.length - 1]);
      document.title = shown(heading) + (within && within !== shown(heading) ? " – " + within : "");
    }
    fit();
  }

  var chosen = kept(localStorageOrNone(), "language") || (/^ja\b/.test(navigator.language) ? "ja" : "en");
  function localStorageOrNone() {
    try { return localStorage; } catch (error) { return {}; }
  }
  function sessionStorageOrNone() {
    try { return sessionStorage; } catch (error) { return {}; }
  }

  // A table that fits needs no box of its own, so that its heading stays in view on the page.
  function fit() {
    all(".scroll").forEach(function (box) {
      var table = box.querySelector("table");
      if (!table) return;
      box.classList.remove("high");
      box.classList.add("fits");
      var fits = table.getBoundingClientRect().width <= box.clientWidth + 1;
      box.classList.toggle("fits", fits);
      box.classList.toggle("high", !fits && table.offsetHeight > innerHeight);
      if (fits) box.removeAttribute("tabindex");
      else box.tabIndex = 0;
    });
  }

  // The first line that a reader sees stays where it is when the language changes.
  function place() {
    return all("main h1, main h2, main h3, main p, main tr, main li, main dt").find(function (row) {
      var box = row.getBoundingClientRect();
      return box.height > 0 && box.bottom > 0 && !row.closest("[lang]:not(html)");
    });
  }
  function switchTo(language) {
    var row = place(), before = row ? row.getBoundingClientRect().top : 0;
    show(language);
    if (row) scrollBy(0, row.getBoundingClientRect().top - before);
    kept(localStorageOrNone(), "language", language);
  }

  // What a link led to: the heading of its column, and the rules of its checks by name.
  function point() {
    all("thead th.at").forEach(function (head) { head.classList.remove("at"); });
    all(".k ul").forEach(function (list) { list.remove(); });
    var target = null;
    try { target = document.querySelector(":target"); } catch (error) { return; }
    if (!target) return;
    if (target.tagName === "TD") {
      var row = target.closest("table").tHead.rows[0];
      if (row.cells[target.cellIndex]) row.cells[target.cellIndex].classList.add("at");
    }
    var checks = target.tagName === "TR" && target.querySelector(".k");
    if (checks) {
      var list = made("ul", {});
      var numbers = checks.innerHTML.replace(/: [^<]*/g, "").match(/\d+/g) || [];
      Array.from(new Set(numbers.map(Number))).sort(function (one, other) { return one - other; }).forEach(function (number) {
        var rule = document.querySelector("#rule-" + number + " a");
        if (!rule) return;
        var item = made("li", {});
        item.append(number + " ", rule.cloneNode(true));
        list.append(item);
      });
      checks.append(list);
    }
    target.scrollIntoView({block: "nearest", inline: "nearest"});
  }

  // The parts of an amount lead to their evidence, in the order of the line's parts.
  function linkParts() {
    var parts = all("#parts a");
    all(".evidence .f").forEach(function (cell) {
      var fragment = "#" + cell.parentElement.id, number = 0;
      cell.innerHTML = cell.textContent.replace(/△?[\d,]+|–/g, function (figure) {
        var part = parts[number];
        number += 1;
        return part && figure !== "–"
          ? '<a href="' + part.getAttribute("href") + fragment + '">' + figure + "</a>" : figure;
      });
    });
  }

  // The search: each document has its index in search.js, which is loaded when asked for.
  var indexes = [];
  window.addToSearch = function (name, index) {
    index.folder = document.currentScript.dataset.folder;
    index.text = index.entries.map(function (row) {
      return [row[0], row[1], row[4]].join(" ").normalize("NFKC").toLowerCase();
    });
    indexes.push(index);
  };
  function load(then) {
    var folders = (document.body.dataset.search || "").split(" ").filter(Boolean);
    if (document.body.dataset.up !== undefined) folders = [document.body.dataset.up || "./"];
    var waiting = folders.length;
    if (load.done) return then();
    load.done = true;
    folders.forEach(function (folder) {
      var script = made("script", {src: folder + "search.js"});
      script.dataset.folder = folder;
      script.onload = function () { waiting -= 1; if (!waiting) then(); };
      document.head.append(script);
    });
    return undefined;
  }
  function name(row) { return row ? say(row[0], row[1]) : ""; }
  function where(index, cell) {
    return [name(index.businesses[cell[1]]), name(index.stages[cell[2]])].filter(Boolean).join(say("、", ", "));
  }
  function evidence(index, cell) {
    var id = function (row) { return row ? row[2] : ""; };
    return "lines/" + index.lines[cell[0]][2] + ".html#" + id(index.businesses[cell[1]]) + "-" + id(index.stages[cell[2]]);
  }
  function printed(index, row) {
    var table = index.tables[row[0]];
    return {
      text: row[4] + " " + (table[3] ? table[3] + " " : "") + name(table),
      note: say("印刷、原文" + row[3] + "行", "printed, source line " + row[3]),
      href: "printed/" + table[2] + ".html#r" + row[1] + "-" + row[2]
    };
  }
  // Amounts, figures as printed and source lines that a number may mean.
  function numbers(index, query) {
    var found = [];
    var line = query.match(/^(?:原文|source )?\s*(?:line |l)?(\d{1,5})\s*(行)?$/);
    var figure = query.match(/^([△▲-]?)\s*([\d,]*\d)(?:千円|百万円)?$/);
    if (figure && !/行$/.test(query)) {
      var size = Number(figure[2].replace(/,/g, "")), digits = String(size);
      index.cells.forEach(function (cell) {
        if (cell[3] === null || Math.abs(cell[3]) !== size || (figure[1] && cell[3] > 0)) return;
        found.push({
          text: (cell[3] < 0 ? "△" : "") + size.toLocaleString("en") + " " + name(index.lines[cell[0]]),
          note: where(index, cell), href: evidence(index, cell), rank: index.lines[cell[0]][3]
        });
      });
      found.sort(function (one, other) { return one.rank - other.rank; });
      index.prints.forEach(function (row) {
        var cell = index.cells[row[5]];
        if (row[4].replace(/[^\d]/g, "") === digits && !(cell && Math.abs(cell[3]) === size)) found.push(printed(index, row));
      });
    }
    if (line) {
      index.prints.forEach(function (row) { if (row[3] === Number(line[1])) found.push(printed(index, row)); });
    }
    return found;
  }
  function words(index, query) {
    var wanted = query.split(/\s+/);
    return index.entries.filter(function (row, number) {
      return wanted.every(function (word) { return index.text[number].includes(word); });
    }).map(function (row) {
      return {text: name(row), note: say(index.kinds[row[3]][0], index.kinds[row[3]][1]), href: row[2]};
    });
  }
  function search(input, list) {
    function answer() {
      var query = input.value.normalize("NFKC").toLowerCase().trim(), hits = [];
      if (query) {
        indexes.forEach(function (index) {
          words(index, query).concat(numbers(index, query)).forEach(function (hit) {
            hit.href = index.folder + hit.href;
            if (indexes.length > 1) hit.note = say(index.title[0], index.title[1]) + " · " + hit.note;
            hits.push(hit);
          });
        });
      }
      list.replaceChildren.apply(list, hits.slice(0, 40).map(function (hit) {
        var item = made("li", {}), link = made("a", {href: hit.href, textContent: hit.text});
        item.append(link, made("small", {textContent: hit.note}));
        return item;
      }));
      if (query && (hits.length > 40 || !hits.length)) {
        list.append(made("li", {textContent: hits.length
          ? say("ほか " + (hits.length - 40) + " 件", hits.length - 40 + " more") : say("見つかりません", "Nothing found")}));
      }
      list.hidden = !query;
    }
    input.addEventListener("input", function () { load(answer); });
    input.addEventListener("focus", function () { if (input.value) load(answer); });
    input.addEventListener("keydown", function (event) {
      var first = list.querySelector("a");
      if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
      if (event.key === "Enter" && first) location.href = first.href;
      if (event.key === "Escape") list.hidden = true;
    });
    list.addEventListener("keydown", function (event) {
      var item = document.activeElement.closest("li");
      var next = event.key === "ArrowDown" ? item.nextElementSibling
        : event.key === "ArrowUp" ? item.previousElementSibling : null;
      if (event.key === "Escape") { list.hidden = true; input.focus(); }
      if (event.key === "ArrowUp" && !next) input.focus();
      if (next && next.querySelector("a")) next.querySelector("a").focus();
      if (event.key.startsWith("Arrow")) event.preventDefault();
    });
    document.addEventListener("click", function (event) {
      if (!event.target.closest(".found") || event.target.closest("#found a")) list.hidden = true;
    });
  }

  // The contents of a document, for its pages further down.
  window.writeNavigation = function (html) {
    var template = made("template", {innerHTML: html});
    all("a", template.content).forEach(function (link) {
      link.setAttribute("href", document.body.dataset.up + link.getAttribute("href"));
    });
    document.currentScript.after(template.content);
  };

  // Rows are sorted within their group, totals last; what was chosen survives going back.
  function sortable(table, number) {
    var heads = Array.from(table.tHead.rows[0].cells);
    var key = "sort " + location.pathname + " " + number;
    function value(row, column) {
      var cell = row.cells[column];
      return cell.dataset.sort !== undefined ? Number(cell.dataset.sort) : shown(cell);
    }
    function sort(column, down) {
      heads.forEach(function (head) { head.removeAttribute("aria-sort"); });
      heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(table.tBodies).forEach(function (body) {
        var own = Array.from(body.rows), alike = own.filter(function (row) { return row.className !== "heading"; });
        var totals = alike.every(function (row) { return row.classList.contains("total"); });
        alike.sort(function (first, second) {
          var last = totals ? 0 : first.classList.contains("total") - second.classList.contains("total");
          var left = value(first, column), right = value(second, column);
          var order = typeof left === "number" ? left - right : left.localeCompare(right, root.lang);
          return last || (down ? -order : order);
        });
        own.filter(function (row) { return row.className === "heading"; }).concat(alike)
          .forEach(function (row) { body.append(row); });
      });
    }
    heads.forEach(function (head, column) {
      var button = made("button", {type: "button"}), axis = head.querySelector(".axis");
      button.append.apply(button, Array.from(head.childNodes).filter(function (node) { return node !== axis; }));
      head.prepend(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        sort(column, down);
        kept(sessionStorageOrNone(), key, JSON.stringify([column, down]));
      });
    });
    var before = JSON.parse(kept(sessionStorageOrNone(), key) || "null");
    if (before && heads[before[0]]) sort(before[0], before[1]);
  }

  // Rows without any amount are folded until somebody asks for them.
  function foldable(table) {
    var count = all(".zero", table).length;
    if (!count) return;
    var button = made("button", {type: "button", className: "fold"});
    function fold(folded) {
      table.classList.toggle("folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
      button.innerHTML = folded ? both("0 の行（" + count + "）も見る", "Show rows of 0 (" + count + ")")
        : both("0 の行を畳む", "Fold rows of 0");
    }
    button.addEventListener("click", function () { fold(!table.classList.contains("folded")); });
    fold(true);
    table.closest(".scroll").after(button);
  }

  function lineage(figure) {
    function light(node) {
      all(".on", figure).forEach(function (one) { one.classList.remove("on"); });
      if (!node) return;
      all("path", figure).forEach(function (edge) {
        if (edge.dataset.from !== node && edge.dataset.to !== node) return;
        edge.classList.add("on");
        all('[data-node="' + edge.dataset.from + '"], [data-node="' + edge.dataset.to + '"]', figure)
          .forEach(function (one) { one.classList.add("on"); });
      });
    }
    ["pointerover", "focusin"].forEach(function (kind) {
      figure.addEventListener(kind, function (event) {
        var link = event.target.closest("[data-node]");
        light(link && link.dataset.node);
      });
    });
  }

  // What works with scripts only is made by the script: the menu, the search, the languages.
  function tools() {
    var bar = made("div", {className: "tools"}), nav = document.querySelector("nav");
    var isSearched = "up" in document.body.dataset || "search" in document.body.dataset;
    bar.innerHTML = (nav ? '<button class="menu" type="button" aria-expanded="false">' + both("目次", "Menu") + "</button>" : "")
      + (isSearched ? '<div class="found"><input id="search" type="search" autocomplete="off" aria-controls="found"'
      + ' aria-label="探す / Search" data-placeholder-ja="言葉・金額・行を探す"'
      + ' data-placeholder-en="Word, amount, line"><ul id="found" hidden></ul></div>' : "")
      + '<div class="languages"><button type="button" value="ja" lang="ja-JP">日本語</button>'
      + '<button type="button" value="en" lang="en-GB">English</button></div>';
    document.querySelector("header").append(bar);
    var menu = bar.querySelector(".menu");
    if (menu) {
      menu.addEventListener("click", function () {
        menu.setAttribute("aria-expanded", String(nav.classList.toggle("open")));
      });
    }
  }

  root.dataset.language = chosen;
  document.addEventListener("DOMContentLoaded", function () {
    tools();
    all("table.sortable").forEach(sortable);
    all("table.foldable").forEach(foldable);
    all(".lineage").forEach(lineage);
    linkParts();
    show(chosen);
    all(".languages button").forEach(function (button) {
      button.addEventListener("click", function () { switchTo(button.value); });
    });
    if (document.querySelector("#search")) search(document.querySelector("#search"), document.querySelector("#found"));
  });
  // Only when all of a page is there does it know what its link led to.
  addEventListener("load", function () { fit(); point(); });
  addEventListener("hashchange", point);
  addEventListener("resize", fit);
  addEventListener("beforeprint", function () {
    all("details").forEach(function (details) { details.open = true; });
  });
})();
