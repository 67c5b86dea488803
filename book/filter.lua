-- filter.lua: from a chapter's README to a page of the book.
--
--   > **Figure F2.2, a title.** text     a figure, its caption the text
--   <!-- widget: W2.5 -->                 a live widget
--   <!-- value: KEY -->text<!-- end -->   a computed value, checked
--   <details><summary>An answer</summary> a model answer, left out for students
--   links to ../NN_topic/README.md        links to pages
--
-- A figure that was not drawn, a value that no program computed, or a link to
-- nowhere ends the build with one line.

local build, chapter, audience
local figures, values = {}, {}

local function fail(text)
    io.stderr:write("book: chapters/" .. chapter .. "/README.md: " .. text .. "\n")
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

local function setup(meta)
    build = pandoc.utils.stringify(meta.build)
    chapter = pandoc.utils.stringify(meta.chapter)
    audience = pandoc.utils.stringify(meta.audience)
    figures = read_table(build .. "/book/figures.tsv")
    for file in pandoc.utils.stringify(meta.values):gmatch("%S+") do
        for key, text in pairs(read_table(file)) do values[key] = text end
    end
end

local function html(text) return pandoc.RawBlock("html", text) end

local function attribute(text)
    return (text:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;"))
end

-- A blockquote that starts with **Figure F2.2 ...**
local function figure(quote)
    local first = quote.content[1]
    local strong = first and first.t == "Para" and first.content[1]
    if not strong or strong.t ~= "Strong" then return nil end
    local title = pandoc.utils.stringify(strong)
    local number = title:match("^Figure (F%d+%.%d+%a?)")
    if not number then return nil end
    local file = figures[number]
    if not file then fail(number .. " was not drawn; make figures says why") end
    local blocks = pandoc.List{
        html('<figure id="' .. number .. '"><div class="paper"><img src="' .. file .. '" alt="' ..
             attribute(title) .. '" loading="lazy"></div><figcaption>')}
    blocks:extend(quote.content)
    blocks:insert(html("</figcaption></figure>"))
    return blocks
end

local function summary_of(block)
    return block.t == "RawBlock" and block.text:match("<summary>(.-)</summary>")
end

local function is_answer(summary)
    return summary and summary:lower():match("answer")
end

-- Widgets, answers and the comments around values and listings.
local function blocks(list)
    local out, skipping = pandoc.List{}, false
    for _, block in ipairs(list) do
        local widget = block.t == "RawBlock" and block.text:match("^<!%-%- widget: (%S+) %-%->")
        if skipping then
            if block.t == "RawBlock" and block.text:match("</details>") then skipping = false end
        elseif widget then
            out:insert(html('<div class="widget" data-widget="' .. widget .. '" id="' .. widget ..
                            '"><noscript>Here stands an experiment that runs the C while you drag. ' ..
                            'It needs JavaScript; the figures of this page show its results.</noscript></div>'))
        elseif audience == "student" and is_answer(summary_of(block)) then
            skipping = not block.text:match("</details>")
        elseif block.t == "RawBlock" and block.text:match("^<!%-%-") then
            -- dropped
        else
            out:insert(block)
        end
    end
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
            while list[i] and not (list[i].t == "RawInline" and list[i].text:match("^<!%-%- end")) do
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
            out:insert(pandoc.Span(inside, {class = "value", ["data-key"] = key}))
        elseif list[i].t == "RawInline" and list[i].text:match("^<!%-%-") then
            -- dropped
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
    if target:match("^%a+:") or target:match("^#") then return nil end
    local path, anchor = target:match("^([^#]*)(#?.*)$")
    local page = path:match("^%.%./(%d%d_[a-z_]+)/README%.md$")
    if page then
        el.target = page .. ".html" .. anchor
        return el
    end
    if path == "../../README.md" then el.target = "index.html" return el end
    if not exists("chapters/" .. chapter .. "/" .. path) then fail("link to nowhere: " .. target) end
    return el.content -- files of the workbook are named, not linked: the pages stand alone
end

-- The pictures for GitHub are figures that the page draws anyway.
local function image() return {} end

return {
    {Meta = setup},
    {BlockQuote = figure, Link = link, Image = image},
    {Inlines = inlines, Blocks = blocks},
}
