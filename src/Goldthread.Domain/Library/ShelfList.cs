using System.Globalization;
using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Library;

/// <summary>What a list may refer to: the board's organisations, groups and themes, and the files that came with it.</summary>
/// <param name="Organisations">Id by full or short name, in lower case.</param>
/// <param name="Lists">Access list by the name of a group or organisation, in lower case.</param>
/// <param name="Themes">Id by name, in lower case.</param>
/// <param name="Files">Names of the files that came with the list and were accepted.</param>
/// <param name="Refused">Why a file was refused, by its name.</param>
/// <param name="Today">The date at the board: nothing stands for a later day.</param>
public sealed record ShelfListContext(
    IReadOnlyDictionary<string, Guid> Organisations, IReadOnlyDictionary<string, Guid> Lists, IReadOnlyDictionary<string, Guid> Themes,
    IReadOnlyCollection<string> Files, IReadOnlyDictionary<string, string> Refused, DateOnly Today);

/// <summary>One row of a list, read.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Volume">Shelf.</param>
/// <param name="Kind">Sort of thing.</param>
/// <param name="Title">Title.</param>
/// <param name="Date">What it stands for.</param>
/// <param name="OrganisationId">Whose; null for the board itself.</param>
/// <param name="Organisation">Its name as written.</param>
/// <param name="ThemeIds">Themes.</param>
/// <param name="Readers">Who shall read it.</param>
/// <param name="File">Name of the file that belongs to it; empty for none.</param>
public sealed record ShelfListRow(int Line, Volume Volume, string Kind, string Title, DateOnly Date, Guid? OrganisationId, string Organisation,
    IReadOnlyList<Guid> ThemeIds, Readers Readers, string File)
{
    /// <summary>What tells one item from another.</summary>
    public ShelvedAs As => new(Volume, Kind.ToLowerInvariant(), Title.ToLowerInvariant(), Date);
}

/// <summary>What an item is known by on the shelves.</summary>
/// <param name="Volume">Shelf.</param>
/// <param name="Kind">Sort of thing, in lower case.</param>
/// <param name="Title">Title, in lower case.</param>
/// <param name="Date">What it stands for.</param>
public readonly record struct ShelvedAs(Volume Volume, string Kind, string Title, DateOnly Date);

/// <summary>A list of items to be shelved together: one row each, read whole before anything is kept.</summary>
/// <param name="Rows">Rows without a fault.</param>
/// <param name="Problems">Every fault of every row, in the order of the lines.</param>
public sealed record ShelfList(IReadOnlyList<ShelfListRow> Rows, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>More rows than this are refused: shelve the list in parts.</summary>
    public const int MostRows = 500;

    /// <summary>The headings, in the order of the template. Only the first four are needed.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["volume", "kind", "title", "date", "agency", "themes", "confidentiality", "file name"];

    private static readonly string[] Needed = ["volume", "kind", "title", "date"];

    /// <summary>Files that came with the list and that no row names: they are not kept.</summary>
    public IReadOnlyList<string> Unnamed { get; init; } = [];

    /// <summary>The list without the rows that are on the shelves already, each told with its line: a list that is sent twice shelves nothing twice.</summary>
    /// <param name="shelved">What the reader may see there.</param>
    public ShelfList Without(IReadOnlySet<ShelvedAs> shelved) => this with
    {
        Rows = [.. Rows.Where(row => !shelved.Contains(row.As))],
        Problems = [.. Problems.Concat(Rows.Where(row => shelved.Contains(row.As)).Select(row =>
            new RowProblem(row.Line, "title", row.Title, "It is on this shelf already, with the same kind, title and date: leave the row out, or tell the two apart"))).OrderBy(p => p.Line)],
    };

    /// <summary>Lines on which something is wrong; 0 means the whole list.</summary>
    public IReadOnlyList<int> BadLines => [.. Problems.Select(p => p.Line).Distinct()];

    /// <summary>Reads a list. Never throws for what stands in it.</summary>
    /// <param name="text">Comma-separated values with headings; semicolons or tabs, as spreadsheets paste them, do as well.</param>
    /// <param name="context">What names mean at this board.</param>
    /// <param name="by">Who shelves: each row is asked for what this person may.</param>
    public static ShelfList Read(string text, ShelfListContext context, Viewer by)
    {
        List<CsvRow> lines;
        try
        {
            lines = [.. Csv.Read(new StringReader(Csv.WithCommas(text)))];
        }
        catch (CsvFormatException broken)
        {
            return new([], [new(broken.Line, "", "", broken.Message)]);
        }
        // No database takes a null byte, and a spreadsheet saved as UTF-16 is full of them.
        if (lines.Find(l => l.Fields.Any(f => f.Contains('\0', StringComparison.Ordinal))) is { } unreadable)
            return new([], [new(unreadable.Line, "", "", "This line holds a character that no text may hold: save the list as “CSV UTF-8” and choose it again")]);
        if (lines.Count == 0) return Whole("The list is empty: paste it, or choose a file");
        var headings = lines[0].Fields.Select(h => h.Trim().ToLowerInvariant()).ToList();
        var missing = Needed.Where(name => !headings.Contains(name)).ToList();
        if (missing.Count > 0) return Whole($"The first line must hold the headings: “{string.Join("”, “", missing)}” is missing. Accepted are {string.Join(", ", Columns)}");
        if (headings.Except(Columns).FirstOrDefault(h => h.Length > 0) is { } unknown) return Whole($"“{unknown}” is not a heading of this list. Accepted are {string.Join(", ", Columns)}");
        if (headings.Where(h => h.Length > 0).GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice) return Whole($"The heading “{twice.Key}” stands there twice");
        if (lines.Count == 1) return Whole("There is no row under the headings");
        if (lines.Count - 1 > MostRows) return Whole($"The list has {lines.Count - 1} rows: shelve at most {MostRows} at a time");
        var reader = new Reader(headings, context, by);
        foreach (var line in lines.Skip(1).Where(l => l.Fields.Any(f => !string.IsNullOrWhiteSpace(f)))) reader.Read(line);
        return new(reader.Rows, reader.Problems) { Unnamed = [.. context.Files.Where(f => !reader.IsNamed(f))] };
    }

    private static ShelfList Whole(string message) => new([], [new(0, "", "", message)]);

    private sealed class Reader(List<string> headings, ShelfListContext context, Viewer by)
    {
        private readonly Dictionary<string, int> filesUsed = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<ShelvedAs, int> lines = [];
        private CsvRow line = new(0, []);

        public List<ShelfListRow> Rows { get; } = [];

        public List<RowProblem> Problems { get; } = [];

        public bool IsNamed(string file) => filesUsed.ContainsKey(file);

        public void Read(CsvRow next)
        {
            line = next;
            var before = Problems.Count;
            if (line.Fields.Count > headings.Count) Problem("", $"{line.Fields.Count} values", $"There are more values than headings ({headings.Count}): put quotation marks round a value with a comma");
            var volume = Volume();
            var card = ShelvingRules.OfCard(volume ?? Library.Volume.BuildingBlocks, Cell("kind"), Cell("title"), null);
            foreach (var problem in card) Problem(problem.Field.ToLowerInvariant(), Cell(problem.Field.ToLowerInvariant()), problem.Message);
            var date = Date();
            var (organisation, organisationKnown) = Organisation();
            var themes = Themes();
            var readers = Readers(organisation);
            var file = File();
            if (readers is not null && organisationKnown)
            {
                foreach (var problem in ShelvingRules.CanShelve(by, organisation, readers))
                    Problem(problem.Field == "OrganisationId" ? "agency" : "confidentiality", Cell(problem.Field == "OrganisationId" ? "agency" : "confidentiality"), problem.Message);
            }
            if (Problems.Count == before && readers!.Confidentiality == Confidentiality.Restricted)
            {
                // In a list nobody else can be named.
                if (RestrictionRules.CanLeaveTo(new LibraryItem(volume!.Value, Cell("kind"), Cell("title"), date!.Value, organisation), [by]).Count > 0)
                    Problem("confidentiality", Cell("confidentiality"), "You alone can’t keep it restricted: shelve it as “members” or “agency” here, then restrict it on its own page, where others can be chosen too");
            }
            if (Problems.Count > before) return;
            ShelfListRow row = new(line.Line, volume!.Value, Cell("kind"), Cell("title"), date!.Value, organisation, Cell("agency"), themes, readers!, file);
            if (lines.TryAdd(row.As, line.Line)) Rows.Add(row);
            else Problem("title", row.Title, $"Line {lines[row.As]} says the same: shelf, kind, title and date");
        }

        private string Cell(string column) => line[headings.IndexOf(column)].Trim();

        private void Problem(string column, string found, string message) => Problems.Add(new(line.Line, column, found, message));

        private Volume? Volume()
        {
            var found = Cell("volume");
            if (Volumes.Named(found) is { } volume) return volume;
            Problem("volume", found, $"Accepted are the eight shelves by number or name: {string.Join(", ", Volumes.All.Select(v => $"{(int)v + 1} {Volumes.Name(v)}"))}");
            return null;
        }

        private DateOnly? Date()
        {
            var found = Cell("date");
            if (DateText.Read(found, inFull: true) is not { } date) Problem("date", found, "Accepted is a real date such as 2026-03-27, 27/03/2026 or 27 March 2026");
            else if (date > context.Today) Problem("date", found, "Accepted is today or a day in the past: what it stands for has happened");
            else return date;
            return null;
        }

        private (Guid? Id, bool Known) Organisation()
        {
            var found = Cell("agency");
            if (found.Length == 0) return (null, true);
            if (context.Organisations.TryGetValue(found.ToLowerInvariant(), out var id)) return (id, true);
            Problem("agency", found, "Accepted is the name or short name of an organisation that works with you, or nothing for none of them");
            return (null, false);
        }

        private List<Guid> Themes()
        {
            List<Guid> ids = [];
            foreach (var name in Cell("themes").Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (context.Themes.TryGetValue(name.ToLowerInvariant(), out var id)) ids.Add(id);
                else Problem("themes", name, "Accepted are the themes in use here, parted by semicolons");
            }
            return ids;
        }

        private Readers? Readers(Guid? organisation)
        {
            var found = Cell("confidentiality");
            switch (found.ToLowerInvariant())
            {
                case "" or "members" or "every member" or "board":
                    return new(Confidentiality.Board, null, []);
                case "public" or "anyone":
                    return new(Confidentiality.Public, null, []);
                case "restricted" or "only me":
                    return new(Confidentiality.Restricted, null, by.PersonId is { } me ? [me] : []);
                case "agency" or "organisation" when organisation is not null && context.Lists.TryGetValue(Cell("agency").ToLowerInvariant(), out var own):
                    return new(Confidentiality.Group, own, []);
                case var name when context.Lists.TryGetValue(name, out var list):
                    return new(Confidentiality.Group, list, []);
            }
            Problem("confidentiality", found, "Accepted are members, public, restricted (only you), agency (the one of the row), or the name of a group or organisation");
            return null;
        }

        private string File()
        {
            var found = Cell("file name");
            if (found.Length == 0) return "";
            if (context.Refused.TryGetValue(found, out var reason)) Problem("file name", found, reason);
            else if (!context.Files.Contains(found, StringComparer.OrdinalIgnoreCase))
                Problem("file name", found, context.Files.Count == 0 ? "No file of this name came with the list: choose it beside the list" : $"No file of this name came with the list. These did: {string.Join(", ", context.Files.Take(10))}");
            else if (!filesUsed.TryAdd(found, line.Line)) Problem("file name", found, $"Line {filesUsed[found]} names this file too: shelve it once, and attach it to the other");
            return found;
        }
    }
}
