// Language, search and sorting. Without scripts both languages show, and all else works.
(function () {
  "use strict";
  var root = document.documentElement;

  function show(language) {
    root.lang = root.dataset.language = language;
    document.querySelectorAll(".languages button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === language));
    });
    document.querySelectorAll("[data-placeholder-ja]").forEach(function (input) {
      input.placeholder = input.dataset[language === "ja" ? "placeholderJa" : "placeholderEn"];
    });
  }

  var chosen = /^ja\b/.test(navigator.language) ? "ja" : "en";
  try { chosen = localStorage.getItem("language") || chosen; } catch (error) { /* not kept */ }
  show(chosen);

  // The first line that a reader sees stays where it is when the language changes.
  function place() {
    var rows = document.querySelectorAll("main h1, main h2, main h3, main p, main tr, main li, main dt");
    for (var index = 0; index < rows.length; index += 1) {
      var box = rows[index].getBoundingClientRect();
      if (box.height > 0 && box.bottom > 0 && !rows[index].closest("[lang]:not(html)")) return rows[index];
    }
    return null;
  }

  function switchTo(language) {
    var kept = place();
    var before = kept ? kept.getBoundingClientRect().top : 0;
    show(language);
    if (kept) scrollBy(0, kept.getBoundingClientRect().top - before);
    try { localStorage.setItem("language", language); } catch (error) { /* not kept */ }
  }

  // What is searched stands in search.js, which a page loads only when asked.
  function search(input, list) {
    var up = document.body.dataset.up;
    function loaded(then) {
      if (window.searchIndex) return then();
      var script = document.createElement("script");
      script.src = up + "search.js";
      script.onload = then;
      document.head.append(script);
    }
    input.addEventListener("input", function () {
      loaded(function () {
        var words = input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
        var hits = !words.length ? [] : window.searchIndex.filter(function (row) {
          var text = (row[0] + " " + row[1]).normalize("NFKC").toLowerCase();
          return words.every(function (word) { return text.includes(word); });
        });
        list.replaceChildren.apply(list, hits.slice(0, 30).map(function (row) {
          var item = document.createElement("li"), link = document.createElement("a");
          link.href = up + row[2];
          link.textContent = (root.dataset.language === "ja" ? row[0] : row[1]) + " — " + row[3];
          item.append(link);
          return item;
        }));
        if (words.length && !hits.length) {
          var none = document.createElement("li");
          none.textContent = root.dataset.language === "ja" ? "見つかりません" : "Nothing found";
          list.append(none);
        }
        list.hidden = !words.length;
      });
    });
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
      if (next) next.querySelector("a").focus();
      if (event.key.startsWith("Arrow")) event.preventDefault();
    });
  }

  // The contents of a document, for its pages further down.
  window.writeNavigation = function (html) {
    var made = document.createElement("template");
    made.innerHTML = html;
    made.content.querySelectorAll("a").forEach(function (link) {
      link.setAttribute("href", document.body.dataset.up + link.getAttribute("href"));
    });
    document.currentScript.after(made.content);
  };

  function value(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort !== undefined ? Number(cell.dataset.sort) : cell.textContent.trim();
  }

  function sortable(table) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        Array.from(table.tBodies[0].rows).sort(function (first, second) {
          var left = value(first, column), right = value(second, column);
          var order = typeof left === "number" ? left - right : left.localeCompare(right, root.lang);
          return down ? -order : order;
        }).forEach(function (row) { table.tBodies[0].append(row); });
      });
    });
  }

  // What works with scripts only is made by the script: languages, and the search.
  function tools() {
    var made = document.createElement("div");
    made.className = "tools";
    made.innerHTML = (document.body.dataset.up === undefined ? "" :
      '<div class="found"><input id="search" type="search" autocomplete="off" aria-controls="found"'
      + ' aria-label="探す / Search" data-placeholder-ja="科目・事業・債務負担行為を探す"'
      + ' data-placeholder-en="Search lines, obligations"><ul id="found" hidden></ul></div>')
      + '<div class="languages"><button type="button" value="ja" lang="ja-JP">日本語</button>'
      + '<button type="button" value="en" lang="en-GB">English</button></div>';
    document.querySelector("header").append(made);
  }

  document.addEventListener("DOMContentLoaded", function () {
    tools();
    show(chosen);
    document.querySelectorAll(".languages button").forEach(function (button) {
      button.addEventListener("click", function () { switchTo(button.value); });
    });
    var input = document.querySelector("#search");
    if (input) search(input, document.querySelector("#found"));
    document.querySelectorAll("table.sortable").forEach(sortable);
  });
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (details) { details.open = true; });
  });
})();
