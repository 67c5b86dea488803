-- filter.lua: from a chapter's README to a page of the book.
--
--   > **Figure F2.2, a title.** text     a figure, its caption the text; **Figures F8.6 and F8.7,**
--                                        has both above it
--   <!-- widget: W2.5 -->                 a live widget of book/widgets/NN_topic.js
--   <!-- predict: KEY min max step "question" -->   a guess, before the figure that follows,
--                                         and all behind it up to <!-- predict end -->
--   <!-- objectives -->, <!-- clone -->, <!-- cite -->   what each chapter teaches; how to get the
--                                         workbook; its BibTeX, from CITATION.cff
--   a term of book/glossary.md            at its first place on a page, a link with the definition
--   Video: [YouTube](..), ..              on a page also a button that loads the player
--   <!-- chapters -->, <!-- files -->     a table of the chapters, and of what is handed in
--   <!-- mistakes: ReLU -->               the known mistakes of one or more functions
--   <!-- value: KEY -->text<!-- end -->   a computed value, checked
--   <details><summary>An answer</summary> a model answer, left out for students
--   <!-- listing: FILE.h NAME --> + code   a contract; for instructors the reference follows
--   links to ../NN_topic/README.md        links to pages; plain text when there is no chapter NN,
--                                         as an instructor may have taken it out
--   text[^1] and [^1]: a footnote         a side note, beside the paragraph or below it
--   In the book, drag ...                 Drag ...: there the reader is
--
-- A missing figure, value or widget, or a broken link, ends the build with one line.

local build, chapter, audience, source, play, whole, site, pdf
local figures, values, drawn = {}, {}, {}
local course = {} -- of each chapter what chapters.tsv says, by its number and in order

local function fail(text)
    io.stderr:write("book: " .. source .. ": " .. text .. "\n")
    os.exit(1)
end

local function read_table(path)
    local rows, file = {}, io.open(path)
    if not file then return rows end
    for line in file:lines() do
        local key, text = line:match("^([^\t]+)\t(.*)$")
        if key then rows[key] = text end
    end
    file:close()
    return rows
end

local function read_course()
    for line in io.lines(build .. "/tables/chapters.tsv") do
        local c = {line:match("^([^\t]*)\t([^\t]*)\t[^\t]*\t([^\t]*)\t[^\t]*\t([^\t]*)\t(.*)$")}
        local number = math.tointeger(tonumber(c[1]:match("^%d+")))
        course[#course + 1] = {page = c[1], number = number,
                               file = "chapters/" .. c[1] .. "/" .. c[2] .. ".c",
                               minutes = c[3], title = c[4], about = c[5]}
        course["n" .. number] = true
    end
end

local function setup(meta)
    build = pandoc.utils.stringify(meta.build)
    chapter = pandoc.utils.stringify(meta.chapter)
    audience = pandoc.utils.stringify(meta.audience)
    source = pandoc.utils.stringify(meta.source)
    play, whole, site = meta.play ~= nil, meta.whole ~= nil, meta.site ~= nil
    pdf = meta.pdf ~= nil
    read_course()
    figures = read_table(build .. "/book/figures.tsv")
    drawn = read_table(build .. "/book/drawn.tsv")
    for file in pandoc.utils.stringify(meta.values):gmatch("%S+") do
        for key, text in pairs(read_table(file)) do values[key] = text end
    end
end

local function html(text) return pandoc.RawBlock("html", text) end

local function attribute(text)
    return (text:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;"))
end

-- One file of a figure. Its size on the page follows the file's, so that letters have the same size
-- in all figures that fit, and its place is kept free until it is loaded. A click opens the file
-- alone.
local function picture(number, file)
    local width, height
    for line in io.lines(build .. "/book/" .. file) do
        width, height = line:match('^%s*width="(%d+)" height="(%d+)"')
        if width then break end
    end
    if not width then fail(file .. " does not say how wide it is") end
    local shows = attribute(drawn[number] or fail("no program says what " .. number .. " shows"))
    local img = ('<img src="%s" alt="%s" width="%d" height="%d" ' ..
                 'style="--w: %.3f; --tall: %d" loading="lazy" />'):format(
                     file, shows, width, height, width / 960, height / width > 0.66 and 1 or 0)
    return html(('<div class="paper" id="%s">%s</div>'):format(
        number, whole and img or ('<a href="%s">%s</a>'):format(file, img)))
end

-- A blockquote that starts with **Figure F2.2 ...**
local function figure(quote)
    local first = quote.content[1]
    local strong = first and first.t == "Para" and first.content[1]
    if not strong or strong.t ~= "Strong" then return nil end
    local title = pandoc.utils.stringify(strong)
    local numbers = title:match("^Figures? (F%d+%.%d+[^,]*)")
    if not numbers then return nil end
    -- A page about the whole book leaves out figures of a chapter that has been removed.
    if source:match("^book/") and not course["n" .. numbers:match("%d+")] then return {} end
    local blocks = pandoc.List{html("<figure>")}
    for number in numbers:gmatch("F%d+%.%d+%a?") do
        local file = figures[number]
        if not file then fail(number .. " was not drawn; make figures says why") end
        blocks:insert(picture(number, file))
    end
    blocks:insert(html("<figcaption>"))
    blocks:extend(quote.content)
    if play then -- play.js replaces it by the student's own, if there is one
        blocks:insert(html('<p class="others">' ..
                           'Drawn by the reference: your code does not draw this one yet.</p>'))
    end
    blocks:insert(html("</figcaption></figure>"))
    return blocks
end

local function summary_of(block)
    return block.t == "RawBlock" and block.text:match("<summary>(.-)</summary>")
end

local function is_answer(summary)
    return summary and summary:lower():match("answer")
end

-- The reference's regions: what stands below /* ---- E5.1 flatten_video ---- */
local function reference_regions()
    local regions, name = {}, nil
    local file = io.open(build .. "/bookparts/reference/" .. chapter .. ".c")
    if not file then return regions end
    for line in file:lines() do
        local mark = line:match("^/%* %-%-%-%- E[%d.]+ (%S+) %-%-%-%-")
        if mark then
            name, regions[mark] = mark, ""
        elseif name then
            regions[name] = regions[name] .. line .. "\n"
        end
    end
    file:close()
    return regions
end

-- Which exercise a function belongs to, by functions.tsv.
local function exercise_of(name)
    for line in io.lines(build .. "/tables/functions.tsv") do
        local f, exercise = line:match("^([^\t]+)\t([^\t]+)")
        if f == name then return exercise end
    end
end

local function listing_of(block)
    local name = block.t == "RawBlock" and block.text:match("^<!%-%- listing: %S+%.h (%S+) %-%->")
    return name and exercise_of(name)
end

-- The blocks, and after the last contract of each exercise, which is a listing, those that
-- extra(exercise) returns.
local function after_contracts(list, extra)
    local last, out, waiting = {}, pandoc.List{}, nil
    for i, block in ipairs(list) do
        local exercise = listing_of(block)
        if exercise then last[exercise] = i end
    end
    for i, block in ipairs(list) do
        local exercise = listing_of(block)
        out:insert(block)
        if exercise and last[exercise] == i then
            waiting = exercise
        elseif waiting and block.t == "CodeBlock" then
            out:extend(extra(waiting))
            waiting = nil
        end
    end
    return out
end

-- For instructors: what the reference does.
local function with_references(list)
    if audience ~= "instructor" then return list end
    local regions = reference_regions()
    return after_contracts(list, function(exercise)
        if not regions[exercise] then fail("the reference has no region " .. exercise) end
        local reference = regions[exercise]:gsub("^%s+", ""):gsub("%s+$", "")
        return {html('<details class="reference"><summary>The reference: ' .. exercise ..
                     "</summary>"),
                pandoc.CodeBlock(reference, {class = "c"}), html("</details>")}
    end)
end

-- On the pages of make site: a place for its editor.
local function with_editors(list)
    if not site then return list end
    return after_contracts(list, function(exercise)
        return {html(('<div class="exercise" data-exercise="%s"><noscript>Here is an editor ' ..
                      "for %s. It needs JavaScript; without it, work as the page for " ..
                      "students says.</noscript></div>"):format(exercise, exercise))}
    end)
end

local function check_widget(name)
    local file = io.open("book/widgets/" .. chapter .. ".js")
    local code = file and file:read("a") or ""
    if file then file:close() end
    if not code:find('SB.widget("' .. name .. '"', 1, true) then
        fail("there is no widget " .. name)
    end
end

-- Numbers in a question are computed, too: {ch02.kurtosis_sig} is replaced by its value.
local function asked(question)
    return attribute((question:gsub("{(%S-)}", function(key)
        local text = values[key] or
            fail("no program computes the value " .. key .. " that a question names")
        return (text:gsub("^%-", "−"))
    end)))
end

-- The same of a whole curve: KEY "x" from to "y" low high "question".
local function predict_curve(text)
    local key, xlabel, first, last, ylabel, low, high, question =
        text:match('^<!%-%- predict: (%S+) "(.-)" (%S+) (%S+) "(.-)" (%S+) (%S+) "(.-)" %-%->')
    if not key then
        fail('a curve to predict reads: predict: KEY "x" from to "y" low high "question"; ' ..
             "here is " .. text)
    end
    local curve, count = values[key], 0
    for number in (curve or ""):gmatch("%S+") do
        local value = tonumber(number)
        if not value then fail(key .. " is not a curve: " .. curve) end
        if value < tonumber(low) or value > tonumber(high) then
            fail("the guess of " .. key .. " ends at " .. low .. " and " .. high ..
                 ", the value is " .. number)
        end
        count = count + 1
    end
    if count < 3 then fail("no program computes a curve " .. key .. " to predict") end
    return html(('<div class="predict" data-key="%s" data-curve="%s" data-x="%s %s" ' ..
                 'data-xlabel="%s" data-y="%s %s" data-ylabel="%s" data-question="%s"></div>' ..
                 '<div class="behind">'):format(key, curve, first, last, attribute(xlabel), low,
                                                high, attribute(ylabel), asked(question)))
end

-- The reader's guess of a value, and the start of what it hides.
local function predict(text)
    if text:match('^<!%-%- predict: %S+ "') then return predict_curve(text) end
    local key, low, high, step, question =
        text:match('^<!%-%- predict: (%S+) (%S+) (%S+) (%S+) "(.-)" %-%->')
    if not key then
        fail('a predict mark reads: predict: KEY min max step "question"; here is ' .. text)
    end
    local value = values[key] and tonumber(values[key])
    if not value then fail("no program computes a number " .. key .. " to predict") end
    if value < tonumber(low) or value > tonumber(high) then
        fail("the guess of " .. key .. " ends at " .. low .. " and " .. high ..
             ", the value is " .. values[key])
    end
    return html('<div class="predict" data-key="' .. key .. '" data-value="' .. value ..
                '" data-text="' .. values[key] .. '" data-min="' .. low .. '" data-max="' .. high ..
                '" data-step="' .. step .. '" data-question="' .. asked(question) ..
                '"></div><div class="behind">')
end

local function raw(block, pattern)
    return block and block.t == "RawBlock" and block.text:match(pattern)
end

-- Does what starts at list[i], a guess, end at a mark of its own?
local function has_end(list, i)
    local figure_seen = false
    while list[i] do
        if raw(list[i], "^<!%-%- predict end %-%->") then return true end
        if raw(list[i], "^<figure") then figure_seen = true end
        if figure_seen and raw(list[i], "^<!%-%- predict:") then return false end
        i = i + 1
    end
    return false
end

-- The known mistakes of the functions named, one an item; mistakes.js draws them.
local function mistakes(functions)
    local items = {}
    for wanted in functions:gmatch("%S+") do
        local before = #items
        for line in io.lines(build .. "/mistakes/list.tsv") do
            local name, mistake, sentence = line:match("^([^\t]+)\t([^\t]+)\t(.*)$")
            if name == wanted then
                items[#items + 1] = '<li data-function="' .. name .. '" data-mistake="' .. name ..
                                    "__" .. mistake .. '"><p>' ..
                                    attribute(sentence):gsub("`(.-)`", "<code>%1</code>") ..
                                    "</p></li>"
            end
        end
        if #items == before then fail("no known mistake of " .. wanted) end
    end
    if whole then -- in words: the pictures are drawn by scripts
        return html("<p><em>Known mistakes</em></p><ul>" ..
                    table.concat(items):gsub("</?p>", "") .. "</ul>")
    end
    return html('<details class="bugs"><summary>Does your picture look like this?</summary>' ..
                '<p class="aside-note">What known mistakes give: ' ..
                '<span class="wrong">the mistake</span> over or beside ' ..
                '<span class="right">the right result</span>.</p>' ..
                '<ul class="mistakes">' .. table.concat(items) .. "</ul></details>")
end

-- The chapters, as the tables have them.
local function table_of_chapters()
    local rows = {"| minute | chapter | what it is about |\n| ---: | --- | --- |\n"}
    for _, c in ipairs(course) do
        rows[#rows + 1] = ("| %s | [%d %s](%s) | %s |\n"):format(
            c.minutes == "-" and "" or c.minutes, c.number, (c.title:gsub("|", "\\|")),
            whole and "#" .. c.page or c.page .. ".html",
            c.about == "-" and "" or c.about:gsub("|", "\\|"))
    end
    return pandoc.read(table.concat(rows), "gfm+tex_math_dollars+smart").blocks
end

-- What readers can do after each chapter: the list at the start of its README.
local function objectives()
    local lines = {}
    for _, c in ipairs(course) do
        local found, inside = {}, false
        for line in io.lines("chapters/" .. c.page .. "/README.md") do
            if line:match("^%*%*After this chapter you can%*%*") then inside = true
            elseif inside and line ~= "" then found[#found + 1] = line
            elseif inside and #found > 0 then break end
        end
        if #found == 0 then fail(c.page .. "/README.md does not say what one can do after it") end
        lines[#lines + 1] = ("**[%d %s](%s)**\n\n%s\n"):format(c.number, c.title,
            whole and "#" .. c.page or c.page .. ".html", table.concat(found, "\n"))
    end
    return pandoc.read(table.concat(lines, "\n"), "gfm+tex_math_dollars+smart").blocks
end

-- CITATION.cff, as far as it is needed: one value per key, and the authors' names.
local function citation()
    local c, authors, top = {}, {}, nil
    for line in io.lines("CITATION.cff") do
        local key, text = line:match('^([%w-]+): *"?(.-)"?$')
        if key then top = key end
        if key and text ~= "" then c[key] = text end
        local name = top == "authors" and line:match('name: *"?(.-)"?$')
        if name then authors[#authors + 1] = name end
    end
    c.authors = table.concat(authors, " and ")
    return c
end

local function bibtex()
    local c = citation()
    local rows = {("  title   = {%s},"):format(c.title), ("  author  = {{%s}},"):format(c.authors),
                  ("  year    = {%s},"):format((c["date-released"] or ""):sub(1, 4)),
                  ("  version = {%s},"):format(c.version)}
    local address = c["repository-code"]
    if address then rows[#rows + 1] = ("  url     = {%s},"):format(address) end
    return pandoc.CodeBlock("@software{sparsebook,\n" .. table.concat(rows, "\n") .. "\n}",
                            {class = "bibtex"})
end

-- Where the workbook comes from.
local function clone()
    local address, blocks = citation()["repository-code"], pandoc.List{}
    if address then
        blocks:insert(pandoc.CodeBlock("git clone " .. address .. " sparsebook\n" ..
                                       "cd sparsebook && make", {class = "sh"}))
        blocks:insert(pandoc.Para{pandoc.Str("All of its "), pandoc.Link("code", address),
                                  pandoc.Str(" can be read there, too.")})
    else
        blocks:insert(pandoc.Para(pandoc.Str("whoever gave you this book has it.")))
    end
    return blocks
end

-- The book as one file: beside the site's pages, or made by a command.
local function one_file()
    local text = "To read it elsewhere, make one file of it: `make book FORMAT=pdf` or " ..
        "`make book FORMAT=epub`."
    if site then
        text = "To read it elsewhere, take it along as one file: " ..
            (pdf and "[PDF](sparsebook.pdf) or " or "") .. "[EPUB](sparsebook.epub)."
    end
    return pandoc.read(text, "gfm").blocks
end

local function table_of_files()
    local rows = {"| chapter | file |\n| --- | --- |\n"}
    for _, c in ipairs(course) do rows[#rows + 1] = ("| %d | `%s` |\n"):format(c.number, c.file) end
    return pandoc.read(table.concat(rows), "gfm").blocks
end

-- Widgets, guesses, answers and the comments around values and listings.
local function blocks(list)
    local out, skipping = pandoc.List{}, false
    local guesses, to_mark = 0, false -- how many are open, and whether to the end mark
    list = with_editors(with_references(list))
    for i, block in ipairs(list) do
        local widget = block.t == "RawBlock" and block.text:match("^<!%-%- widget: (%S+) %-%->")
        if skipping then
            if block.t == "RawBlock" and block.text:match("</details>") then skipping = false end
        elseif widget and whole then
            -- a file that cannot move has the figures
        elseif widget then
            check_widget(widget)
            out:insert(html('<div class="widget" data-widget="' .. widget .. '" id="' .. widget ..
                            '"><noscript>Here is an experiment that runs the C while you ' ..
                            'drag. It needs JavaScript; the figures of this page show its ' ..
                            'results.</noscript></div>'))
        elseif raw(block, "^<!%-%- chapters %-%->") then
            out:extend(table_of_chapters())
        elseif raw(block, "^<!%-%- objectives %-%->") then
            out:extend(objectives())
        elseif raw(block, "^<!%-%- clone %-%->") then
            out:extend(clone())
        elseif raw(block, "^<!%-%- one file %-%->") then
            if not whole then out:extend(one_file()) end
        elseif raw(block, "^<!%-%- cite %-%->") then
            out:insert(bibtex())
        elseif raw(block, "^<!%-%- files %-%->") then
            out:extend(table_of_files())
        elseif raw(block, "^<!%-%- mistakes:") then
            out:insert(mistakes(block.text:match("^<!%-%- mistakes: (.-) %-%->")))
        elseif raw(block, "^<!%-%- predict:") then
            if not raw(list[i + 1], "^<figure") and not raw(list[i + 1], "^<!%-%- predict:") then
                fail("no figure follows " .. block.text)
            end
            local box = predict(block.text)
            if not whole then out:insert(box) end -- a file that cannot move hides nothing
            guesses, to_mark = guesses + 1, has_end(list, i)
        elseif guesses > 0 and raw(block, to_mark and "^<!%-%- predict end" or "</figure>$") then
            if not to_mark then out:insert(block) end
            if not whole then out:insert(html(("</div>"):rep(guesses))) end
            guesses = 0
        elseif audience == "student" and is_answer(summary_of(block)) then
            skipping = not block.text:match("</details>")
        elseif block.t == "RawBlock" and block.text:match("^<!%-%-") then
            -- dropped
        else
            out:insert(block)
        end
    end
    if guesses > 0 then fail("a guess has no end") end
    return out
end

-- <!-- value: KEY -->text<!-- end --> becomes a span that tests can find.
local function inlines(list)
    local out, i = pandoc.List{}, 1
    while i <= #list do
        local key = list[i].t == "RawInline" and list[i].text:match("^<!%-%- value: (%S+) %-%->$")
        if key then
            local inside = pandoc.List{}
            i = i + 1
            while list[i] and
                not (list[i].t == "RawInline" and list[i].text:match("^<!%-%- end")) do
                inside:insert(list[i])
                i = i + 1
            end
            if not list[i] then fail("value " .. key .. " has no <!-- end -->") end
            local text = pandoc.utils.stringify(inside)
            if not values[key] then fail("no program computes the value " .. key) end
            if values[key] ~= text then
                fail("value " .. key .. " is " .. values[key] .. ", the text says " .. text ..
                     "; run make prose")
            end
            -- "x =" and its number belong together.
            local n = #out
            if n > 1 and out[n - 1].t == "Math" and out[n - 1].text:match("=%s*$") then
                out:remove(n)
            end
            out:insert(pandoc.Span(inside, {class = "value", ["data-key"] = key}))
        elseif list[i].t == "RawInline" and list[i].text:match("^<!%-%-") then
            -- dropped
        elseif list[i].t == "Math" and list[i].mathtype == "InlineMath" and #list[i].text < 40 and
               list[i + 1] and list[i + 1].t == "Str" and list[i + 1].text:match("^[%p]") then
            -- Keep a formula and the full stop after it together.
            out:insert(pandoc.Span({list[i], list[i + 1]}, {class = "nobr"}))
            i = i + 1
        else
            out:insert(list[i])
        end
        i = i + 1
    end
    return out
end

local function exists(path)
    local file = io.open(path)
    if file then file:close() end
    return file ~= nil
end

local function link(el)
    local target = el.target
    if target:match("^%a+:") then return nil end
    if target:match("^#") then
        if whole and not target:match("^#F%d") then
            el.target = "#" .. chapter .. "-" .. target:sub(2)
        end
        return el
    end
    local path, anchor = target:match("^([^#]*)(#?.*)$")
    local folder = source:match("^(.*/)")
    local number = path:match("^%.%./(%d+)_[%w_]+/") or path:match("^%.%./chapters/(%d+)_[%w_]+/")
    if number and not course["n" .. math.tointeger(tonumber(number))] then return el.content end
    if not play and not exists(folder .. path) then fail("link to nowhere: " .. target) end
    local page = path:match("(%d%d+_[%w_]+)/README%.md$") or
                 (folder == "book/" and path:match("^([a-z]+)%.md$"))
    if path == "../../README.md" then page = "index" end
    if page then
        el.target = whole and "#" .. page or page .. ".html" .. anchor
        return el
    end
    return el.content -- files of the workbook are named, not linked: the pages stand alone
end

-- On the page of make book there is no need to say how to make it.
local function here_already(said)
    return not whole and said:match("^make book builds this chapter")
end

-- The player of a video comes only when a reader asks for it.
local function video(el)
    local youtube
    pandoc.walk_block(el, {Link = function(a)
        youtube = youtube or a.target:match("youtube%.com/watch%?v=([%w_-]+)")
    end})
    if whole or not youtube then return el end
    return {html(('<div class="video" data-video="%s"><button type="button" class="poster">' ..
                  '<span class="play" aria-hidden="true"></span>' ..
                  '<span>Watch the video of this chapter</span><small>Loads a player from ' ..
                  'YouTube; until then nothing is asked of the network.</small></button></div>')
                 :format(youtube)), el}
end

-- In a single file, section names must differ between chapters.
local function header(el)
    if not whole then return nil end
    el.identifier = el.level == 1 and chapter or chapter .. "-" .. el.identifier
    return el
end

-- Whatever is folded on a page is open on paper.
local function raw(el)
    if whole and el.format == "html" then
        return html((el.text:gsub("<details", "<details open=\"open\"")))
    end
end

-- A link to a place on the same page needs that place.
local function check_places(doc)
    local places = {}
    doc:walk{
        Header = function(el) places[el.identifier] = true end,
        RawBlock = function(el)
            for id in el.text:gmatch('id="([^"]+)"') do places[id] = true end
        end,
    }
    doc:walk{Link = function(el)
        local place = el.target:match("^#(.+)$")
        if place and not whole and not places[place] then fail("link to nowhere: " .. el.target) end
    end}
end

-- Footnotes appear beside their paragraph on a wide page, below it on a narrow one. In a single
-- file they stay footnotes.
local function side_notes(doc)
    if whole then return nil end
    local count, out, inside = 0, pandoc.List{}, 0
    for _, block in ipairs(doc.blocks) do
        local notes = pandoc.List{}
        block = pandoc.walk_block(pandoc.Div{block}, {Note = function(note)
            count = count + 1
            notes:insert(html('<aside class="aside" role="doc-footnote" id="note-' .. count ..
                              '">'))
            local first = note.content[1]
            first.content:insert(1, pandoc.RawInline("html", ("<sup>%d</sup> "):format(count)))
            notes:extend(note.content)
            notes:insert(html("</aside>"))
            local mark = '<sup class="ref"><a href="#note-%d" role="doc-noteref" ' ..
                         'aria-label="Note %d">%d</a></sup>'
            return pandoc.RawInline("html", mark:format(count, count, count))
        end}).content[1]
        out:insert(block)
        if block.t == "RawBlock" then
            for tag in block.text:gmatch("</?%a+") do
                if tag == "<details" or tag == "<figure" then inside = inside + 1 end
                if tag == "</details" or tag == "</figure" then inside = inside - 1 end
            end
        end
        if #notes > 0 and (inside > 0 or block.t == "Header" or block.t == "Table") then
            fail("note " .. count ..
                 " stands where there is no margin: move it to a paragraph of the text")
        end
        out:extend(notes)
    end
    doc.blocks = out
    return doc
end

-- Brackets that need not grow stay close to their contents: TeX's plain ones, not \left and \right.
local function brackets(el)
    local text = el.text:gsub("\\left%(", "\1"):gsub("\\right%)", "\2")
    text = text:gsub("[()]", "{%0}"):gsub("\1", "\\left("):gsub("\2", "\\right)")
    -- A minus without a left operand belongs to what follows.
    el.text = text:gsub("([=,]%s*)%-(%s*\\?%w+)", "%1{-%2}")
    return el
end

-- Typography: a minus, a dash between numbers, a times sign.
local function signs(list)
    local function number(el, back)
        return el and (el.t == "Span" and el.attributes["data-key"] or
                       el.t == "Str" and el.text:match(back and "%d$" or "^%d"))
    end
    for i, el in ipairs(list) do
        if el.t == "Str" then
            if el.text == "x" and number(list[i - 2], true) and number(list[i + 2]) then
                el.text = "×"
            end
            el.text = el.text:gsub("(%d)%-(%d)", "%1–%2")
        elseif number(el) and el.t == "Span" then
            el.content = {pandoc.Str((pandoc.utils.stringify(el.content):gsub("^%-", "−")))}
        elseif el.t == "Code" and #el.text <= 22 then
            el.classes:insert("nobr")
        end
    end
    return list
end

-- Link each mention of a figure to it, except in its own caption.
local function to_figures(list)
    local own, out = chapter:match("^0*(%d+)_"), pandoc.List{}
    local title = list[1] and list[1].t == "Strong" and pandoc.utils.stringify(list[1]) or ""
    for _, el in ipairs(list) do
        local before, number, after = nil, nil, nil
        if own and el.t == "Str" then
            before, number, after = el.text:match("^(%(?)(F" .. own .. "%.%d+b?)(.*)$")
        end
        if number and not title:find(number, 1, true) then
            if before ~= "" then out:insert(pandoc.Str(before)) end
            out:insert(pandoc.Link({pandoc.Str(number)}, "#" .. number))
            if after ~= "" then out:insert(pandoc.Str(after)) end
        else
            out:insert(el)
        end
    end
    return out
end

-- Texts say what one can do "in the book", since they are read elsewhere as well.
local function para(el)
    local said = pandoc.utils.stringify(el)
    -- The link to the next chapter is below each page anyway.
    if said:match("^Next: ") or said:match("^This is the last chapter") then return {} end
    if here_already(said) then return {} end
    if said:match("^%w* ?[mM]inute .*Video:") then return video(el) end
    el.content = to_figures(el.content)
    local words = {}
    for i = 1, math.min(5, #el.content) do words[i] = el.content[i].text or " " end
    if table.concat(words) ~= "In the book," then return el end
    if whole then
        el.content[5].text = "book’s pages,"
        el.content[1].text = "On"
    else
        for _ = 1, 6 do el.content:remove(1) end
        local first = el.content[1]
        first.text = first.text:sub(1, 1):upper() .. first.text:sub(2)
    end
    return el
end

-- The pictures for GitHub are figures that the page draws anyway.
local function image() return {} end

-- ---- the glossary ----

-- The terms of book/glossary.md: {"atom", id, definition}, in lower case; not those with the colon
-- outside, as **code**: these words mean other things as well.
local function glossary()
    local terms, item = {}, nil
    local function done()
        local names, text = (item or ""):match("^%- %*%*(.-):%*%* (.*)$")
        if not names then return end
        text = text:gsub("%s*%[Chapter %d+%]%b()%.?%s*$", "")
        local id = "term-" .. names:match("^[^,]+"):lower():gsub(" ", "-")
        for name in names:gmatch("[^,]+") do
            terms[#terms + 1] = {name = name:lower():match("^%s*(.-)$"), id = id, text = text}
        end
    end
    for line in io.lines("book/glossary.md") do
        if line:match("^%- ") then done(); item = line
        elseif item and line:match("^  ") then item = item .. " " .. line:match("^%s*(.*)$") end
    end
    done()
    table.sort(terms, function(a, b) return #a.name > #b.name end)
    return terms
end

-- Do the inlines from list[i] on say the term? Returns how many they are, and what follows
-- the last word.
local function says(list, i, term)
    local first, at = i, i
    for word in term.name:gmatch("%S+") do
        if at > first then
            local gap = list[at] and list[at].t
            if gap ~= "Space" and gap ~= "SoftBreak" then return nil end
            at = at + 1
        end
        local el = list[at]
        if not el or el.t ~= "Str" then return nil end
        local said, rest = el.text:match("^([%w-]+)(.*)$")
        if not said or (said:lower() ~= word and said:lower() ~= word .. "s") then return nil end
        if rest ~= "" and not rest:match("^[.,;:)?]+$") then return nil end
        at = at + 1
        if rest ~= "" then -- only the last word may end a sentence
            local words = select(2, term.name:gsub("%S+", ""))
            return words == (at - first + 1) // 2 and at - first, rest
        end
    end
    return at - first, ""
end

local function terms(doc)
    if whole then return nil end
    if chapter == "glossary" then
        return doc:walk{Strong = function(el)
            local name = pandoc.utils.stringify(el):match("^([^,:]+)")
            return pandoc.Span(el, {id = "term-" .. name:lower():gsub(" ", "-")})
        end}
    end
    local all, used = glossary(), {}
    local function mark(el)
        local out, i = pandoc.List{}, 1
        while i <= #el.content do
            local count, rest, found
            for _, term in ipairs(all) do
                if not used[term.id] then
                    count, rest = says(el.content, i, term)
                    if count then found = term break end
                end
            end
            if found then
                used[found.id] = true
                local words = pandoc.List{}
                for k = i, i + count - 1 do words:insert(el.content[k]) end
                words[#words] = pandoc.Str(words[#words].text:sub(1, #words[#words].text - #rest))
                out:insert(pandoc.Link(words, "glossary.html#" .. found.id, "",
                                       {class = "term", ["data-definition"] = found.text}))
                if rest ~= "" then out:insert(pandoc.Str(rest)) end
                i = i + count
            else
                out:insert(el.content[i])
                i = i + 1
            end
        end
        el.content = out
        return el
    end
    -- Only in running text; titles, captions and lists stay as they are.
    for i, block in ipairs(doc.blocks) do
        if block.t == "Para" then doc.blocks[i] = mark(block) end
    end
    return doc
end

-- ---- the search ----

local function quoted(text)
    local function escaped(c) return ("\\u%04x"):format(c:byte()) end
    return '"' .. text:gsub('[%c"\\<]', escaped) .. '"'
end

-- Every section of the page: its place, its title, its text, and first words that hide nothing.
local function sections(doc)
    if whole or not (source:match("^chapters/") or source:match("^book/")) then return nil end
    local all, depth = {}, 0
    for _, block in ipairs(doc.blocks) do
        if block.t == "Header" and block.level <= 3 then
            all[#all + 1] = {id = block.level > 1 and block.identifier or "", text = {}, intro = "",
                             title = pandoc.utils.stringify(block)}
        elseif block.t == "RawBlock" then
            if block.text:match('class="predict"') then depth = depth + 1 end
            if block.text:match("^</div>") then depth = 0 end
        elseif #all > 0 then
            local here = all[#all]
            here.text[#here.text + 1] = pandoc.utils.stringify(block)
            if here.intro == "" and depth == 0 and block.t == "Para" then
                here.intro = here.text[#here.text]
            end
        end
    end
    local folder = build .. "/bookparts/search/" .. audience .. "/"
    local file = io.open(folder .. chapter .. ".json", "w")
    if not file then return nil end
    for _, s in ipairs(all) do
        file:write(("[%s,%s,%s,%s,%s],\n"):format(quoted(chapter), quoted(s.id), quoted(s.title),
                   quoted(table.concat(s.text, " ")), quoted(s.intro:sub(1, 160))))
    end
    file:close()
end

return {
    {Meta = setup},
    {BlockQuote = figure, Link = link, Image = image, Header = header, Para = para,
     Math = brackets},
    {Inlines = inlines, Blocks = blocks},
    {Inlines = signs},
    {RawBlock = raw, Pandoc = check_places},
    {Pandoc = sections},
    {Pandoc = terms},
    {Pandoc = side_notes},
}
