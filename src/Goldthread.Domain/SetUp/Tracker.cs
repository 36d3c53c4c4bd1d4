using System.Globalization;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;

namespace Goldthread.Domain.SetUp;

/// <summary>What a column of a tracker can hold.</summary>
public enum TrackerField
{
    /// <summary>What will be done.</summary>
    Action,
    /// <summary>Who does it.</summary>
    Owner,
    /// <summary>What was recommended.</summary>
    Recommendation,
    /// <summary>The group that owns it.</summary>
    Group,
    /// <summary>The review, audit or meeting it comes from.</summary>
    Source,
    /// <summary>Its number in the tracker.</summary>
    Number,
    /// <summary>When it was made.</summary>
    MadeOn,
    /// <summary>When it is due.</summary>
    Due,
    /// <summary>How it stands.</summary>
    Status,
    /// <summary>How much is done, in per cent.</summary>
    Percent,
    /// <summary>What was last said about it.</summary>
    Progress,
}

/// <summary>How a board's own tracker is to be read: said once, and remembered for the next one.</summary>
public sealed class TrackerMatching
{
    /// <summary>Heading of the column by what it holds.</summary>
    public Dictionary<TrackerField, string> Columns { get; init; } = [];

    /// <summary>Organisation by what the tracker calls it, in lower case, where that is none of its names.</summary>
    public Dictionary<string, Guid> Owners { get; init; } = [];

    /// <summary>Words of the column of states that mean "done", in lower case.</summary>
    public HashSet<string> Done { get; init; } = [];

    /// <summary>The group that owns what names none.</summary>
    public Guid? GroupId { get; init; }
}

/// <summary>What a tracker may refer to, by names in lower case.</summary>
/// <param name="Organisations">Ids by full and short name.</param>
/// <param name="Groups">Ids by full and short name.</param>
/// <param name="Actions">Actions that are here: title in lower case, and who does them.</param>
/// <param name="Today">The date at the board.</param>
public sealed record TrackerContext(IReadOnlyDictionary<string, Guid> Organisations, IReadOnlyDictionary<string, Guid> Groups, IReadOnlySet<(string Title, Guid OwnerId)> Actions, DateOnly Today);

/// <summary>One line of a tracker, read.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Recommendation">What was recommended; empty for none.</param>
/// <param name="Action">What will be done.</param>
/// <param name="Owner">Who does it, as the tracker says.</param>
/// <param name="OwnerId">Who does it.</param>
/// <param name="GroupId">Who owns it.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Number">Its number in the tracker.</param>
/// <param name="MadeOn">When it was made.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Percent">How much is done.</param>
/// <param name="Progress">What was last said.</param>
public sealed record TrackerRow(int Line, string Recommendation, string Action, string Owner, Guid OwnerId, Guid GroupId, string Source, string Number, DateOnly MadeOn, DateOnly? Due, int Percent, string Progress);

/// <summary>What a tracker would bring.</summary>
/// <param name="Rows">Lines to be brought over.</param>
/// <param name="Done">Lines that say it is done: left out.</param>
/// <param name="Known">Lines whose action is here already: left out.</param>
/// <param name="Owners">Names that are no organisation's, with how many lines have them.</param>
/// <param name="States">Words of the column of states, with how many lines have them.</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record TrackerPlan(IReadOnlyList<TrackerRow> Rows, int Done, int Known, IReadOnlyList<(string Name, int Lines)> Owners, IReadOnlyList<(string Word, int Lines)> States, IReadOnlyList<RowProblem> Problems);

/// <summary>Brings open recommendations and actions over from the tracker a board has: whatever its columns are called and whatever it
/// calls its agencies.</summary>
public static class Tracker
{
    /// <summary>A tracker can't have more lines than this in one go.</summary>
    public const int MostLines = 2000;

    private const int LongestTitle = 200;

    // How such columns are called in trackers; the first that fits is proposed.
    private static readonly Dictionary<TrackerField, string[]> Usual = new()
    {
        [TrackerField.Number] = ["ref", "reference", "no", "no.", "number", "id", "action no", "#"],
        [TrackerField.Recommendation] = ["recommendation", "recommendations", "rec", "learning point", "finding"],
        [TrackerField.Action] = ["action", "actions", "action required", "action to be taken", "agreed action", "task", "what"],
        [TrackerField.Owner] = ["owner", "agency", "organisation", "lead agency", "responsible agency", "responsible", "action owner", "lead", "who"],
        [TrackerField.Group] = ["group", "sub-group", "subgroup", "sub group", "owning group", "accountable group"],
        [TrackerField.Source] = ["source", "origin", "review", "case", "from", "audit", "scr", "lcspr"],
        [TrackerField.MadeOn] = ["date raised", "raised", "date made", "date agreed", "start date", "date of meeting", "meeting date", "date"],
        [TrackerField.Due] = ["due", "due date", "deadline", "target date", "by when", "timescale", "completion date", "target"],
        [TrackerField.Status] = ["status", "rag", "rag status", "rag rating", "state", "open/closed", "complete?", "progress rag"],
        [TrackerField.Percent] = ["%", "percent", "per cent", "% complete", "percentage"],
        [TrackerField.Progress] = ["progress", "update", "latest update", "comments", "comment", "notes", "progress update", "commentary"],
    };

    private static readonly string[] UsuallyDone = ["done", "complete", "completed", "closed", "finished", "blue", "c", "signed off", "embedded", "yes"];

    /// <summary>Without these nothing can be read.</summary>
    public static IReadOnlyList<TrackerField> Needed { get; } = [TrackerField.Action, TrackerField.Owner];

    /// <summary>Columns as they are probably meant; what was said the last time goes before what is usual.</summary>
    public static Dictionary<TrackerField, string> Propose(Sheet sheet, TrackerMatching? last)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        Dictionary<TrackerField, string> proposed = [];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, heading) in last?.Columns ?? [])
            if (sheet.ColumnOf(heading) >= 0 && taken.Add(heading)) proposed[field] = heading;
        foreach (var (field, words) in Usual)
            if (!proposed.ContainsKey(field) && words.FirstOrDefault(w => sheet.ColumnOf(w) >= 0 && !taken.Contains(w)) is { } word && taken.Add(word)) proposed[field] = sheet.Headings[sheet.ColumnOf(word)];
        // "Action agreed by the panel" is an action too; a heading that says exactly so goes first.
        foreach (var (field, words) in Usual)
            if (!proposed.ContainsKey(field) && sheet.Headings.FirstOrDefault(h => !taken.Contains(h) && words.Any(w => w.Length >= 4 && h.Contains(w, StringComparison.OrdinalIgnoreCase))) is { } heading && taken.Add(heading)) proposed[field] = heading;
        return proposed;
    }

    /// <summary>Whether a word of the column of states probably means "done".</summary>
    public static bool IsUsuallyDone(string word) => UsuallyDone.Contains(Key(word));

    /// <summary>Reads a tracker. Never throws for what stands in it.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="matching">How it is to be read.</param>
    /// <param name="context">What names mean at this board.</param>
    public static TrackerPlan Read(Sheet sheet, TrackerMatching matching, TrackerContext context)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(matching);
        ArgumentNullException.ThrowIfNull(context);
        if (sheet.Rows.Count > MostLines) return Nothing(new RowProblem(0, "", $"{sheet.Rows.Count} lines", $"At most {MostLines} lines can be brought over at a time: bring the tracker over in parts"));
        var missing = Needed.Where(field => !matching.Columns.ContainsKey(field)).ToList();
        if (missing.Count > 0) return Nothing([.. missing.Select(field => new RowProblem(0, "", "", field == TrackerField.Action ? "Choose the column that says what will be done" : "Choose the column that says who does it"))]);
        // A column that shows per cent holds shares of one: 0.5, and 1 for all of it.
        var inShares = matching.Columns.TryGetValue(TrackerField.Percent, out var percents) && sheet.Rows.Any(r => IsShare(r[sheet.ColumnOf(percents)]));
        List<RowProblem> problems = [];
        List<TrackerRow> rows = [];
        Dictionary<string, (string Name, int Lines)> owners = [];
        Dictionary<string, (string Word, int Lines)> states = [];
        HashSet<(string, Guid)> seen = [];
        var (done, known) = (0, 0);
        foreach (var line in sheet.Rows)
        {
            var row = new RowReader(sheet, line, problems);
            if (Text(row, matching, TrackerField.Action).Length == 0 && Text(row, matching, TrackerField.Recommendation).Length == 0) continue; // a heading between lines
            if (Text(row, matching, TrackerField.Status) is { Length: > 0 } state)
            {
                states[Key(state)] = states.TryGetValue(Key(state), out var so) ? (so.Word, so.Lines + 1) : (state, 1);
                if (matching.Done.Contains(Key(state)))
                {
                    done++;
                    continue;
                }
            }
            var owner = OwnerOf(row, matching, context, owners);
            if (ReadRow(row, matching, context, owner, inShares) is not { } read) continue;
            if (context.Actions.Contains((Key(Short(read.Action)), read.OwnerId))) known++;
            else if (seen.Add((Key(read.Action + "\n" + read.Recommendation), read.OwnerId))) rows.Add(read);
            else row.Refuse(matching.Columns[TrackerField.Action], "This action stands here twice for the same agency: take one of the two out");
        }
        return new(rows, done, known, [.. owners.Values], [.. states.Values.OrderByDescending(s => s.Lines)], problems);

        static TrackerPlan Nothing(params RowProblem[] why) => new([], 0, 0, [], [], why);
    }

    /// <summary>Recommendations and actions as the rows say. An action without a recommendation hangs on one that says where it was brought
    /// over from. Agencies are asked for no answer: they agreed to it before.</summary>
    /// <param name="plan">What was read, without a fault.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="by">Who brings it over.</param>
    /// <param name="today">The date at the board.</param>
    public static IReadOnlyList<(Recommendation Recommendation, IReadOnlyList<ImprovementAction> Actions)> Make(TrackerPlan plan, string source, Viewer by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<(Recommendation, IReadOnlyList<ImprovementAction>)> made = [];
        var brought = $"Brought over from “{source}”";
        foreach (var group in plan.Rows.GroupBy(r => (Key(r.Recommendation), r.GroupId)))
        {
            var first = group.First();
            var text = first.Recommendation.Length > 0 ? first.Recommendation : brought;
            Recommendation recommendation = new(Short(text), group.Min(r => r.MadeOn), first.GroupId);
            recommendation.Describe(Short(text), string.Join("\n\n", new[] { text.Length > LongestTitle ? text : "", From(group), first.Recommendation.Length > 0 ? $"{brought}." : "" }.Where(t => t.Length > 0)), null);
            foreach (var owner in group.Select(r => r.OwnerId).Distinct())
            {
                recommendation.Ask(owner, isGroup: false, today);
                Must(recommendation.Respond(owner, Answer.Accepted, $"{brought}: agreed before", by, today));
            }
            made.Add((recommendation, [.. group.Select(row => ActionOf(row, recommendation, by, today))]));
        }
        return made;
    }

    private static ImprovementAction ActionOf(TrackerRow row, Recommendation recommendation, Viewer by, DateOnly today)
    {
        ImprovementAction action = new(recommendation, Short(row.Action), row.OwnerId, row.Due, row.MadeOn);
        action.Describe(Short(row.Action), row.Action.Length > LongestTitle ? row.Action : "", Mechanism.NotSaid, row.OwnerId, null);
        if (row.Progress.Length > 0 || row.Percent > 0) Must(action.ReportProgress(row.Progress.Length > 0 ? row.Progress : $"{row.Percent} per cent, says the tracker", row.Percent, by, today));
        return action;
    }

    // What was read without a fault is allowed to whoever brings it over; else nothing may be kept.
    private static void Must(IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0) throw new InvalidOperationException(problems[0].Message);
    }

    private static string From(IEnumerable<TrackerRow> rows) =>
        string.Join("\n", rows.Select(r => string.Join(", ", new[] { r.Source.Length > 0 ? $"From: {r.Source}" : "", r.Number.Length > 0 ? $"number {r.Number}" : "" }.Where(t => t.Length > 0))).Where(t => t.Length > 0).Distinct());

    private static TrackerRow? ReadRow(RowReader row, TrackerMatching matching, TrackerContext context, Guid? owner, bool inShares)
    {
        var action = Text(row, matching, TrackerField.Action);
        if (action.Length == 0) row.Refuse(Column(matching, TrackerField.Action), "Say what will be done");
        if (action.Length > 4000) row.Refuse(Column(matching, TrackerField.Action), "Shorten it to 4,000 characters");
        var group = Text(row, matching, TrackerField.Group).Length > 0
            ? row.Named(Column(matching, TrackerField.Group), context.Groups, "Accepted is the name or short name of a group here, or nothing for the group chosen above", required: true)
            : matching.GroupId;
        if (Text(row, matching, TrackerField.Group).Length == 0 && group is null) row.Refuse("", "Choose above which group owns what names none");
        var made = DateOf(row, matching, TrackerField.MadeOn);
        if (made > context.Today) row.Refuse(Column(matching, TrackerField.MadeOn), "Accepted is today or a day in the past");
        var due = DateOf(row, matching, TrackerField.Due);
        if (due < made) row.Refuse(Column(matching, TrackerField.Due), "It is due before it was made: mend one of the two dates");
        var percent = Text(row, matching, TrackerField.Percent) is { Length: > 0 } typed ? Share(typed, inShares) : 0;
        if (percent < 0) row.Refuse(Column(matching, TrackerField.Percent), "Accepted is a number from 0 to 100");
        if (!row.IsGood || owner is null) return null;
        // A date that is overdue at once was due on that day all the same; when it was made nobody wrote down, it was made before it was due.
        var madeOn = made ?? (due < context.Today ? due.Value : context.Today);
        return new(row.Line, Text(row, matching, TrackerField.Recommendation), action, Text(row, matching, TrackerField.Owner), owner.Value, group!.Value, Text(row, matching, TrackerField.Source),
            Text(row, matching, TrackerField.Number), madeOn, due, percent, Text(row, matching, TrackerField.Progress));
    }

    private static Guid? OwnerOf(RowReader row, TrackerMatching matching, TrackerContext context, Dictionary<string, (string Name, int Lines)> unknown)
    {
        var name = Text(row, matching, TrackerField.Owner);
        if (name.Length == 0) row.Refuse(Column(matching, TrackerField.Owner), "Say who does it");
        else if (context.Organisations.TryGetValue(Key(name), out var id) || matching.Owners.TryGetValue(Key(name), out id)) return id;
        else
        {
            unknown[Key(name)] = unknown.TryGetValue(Key(name), out var so) ? (so.Name, so.Lines + 1) : (name, 1);
            row.Refuse(Column(matching, TrackerField.Owner), "Choose above which agency this is");
        }
        return null;
    }

    private static DateOnly? DateOf(RowReader row, TrackerMatching matching, TrackerField field) => matching.Columns.TryGetValue(field, out var heading) ? row.Date(heading) : null;

    private static bool IsShare(string typed) => double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1;

    private static int Share(string typed, bool inShares) =>
        inShares && double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? (int)Math.Round(share * 100) : ActionRules.ReadPercent(typed) is >= 0 and <= 100 and var percent ? percent : -1;

    private static string Column(TrackerMatching matching, TrackerField field) => matching.Columns.GetValueOrDefault(field, "");

    private static string Text(RowReader row, TrackerMatching matching, TrackerField field) => matching.Columns.TryGetValue(field, out var heading) ? row.Text(heading) : "";

    private static string Key(string text) => text.Trim().ToLower(CultureInfo.InvariantCulture);

    // The beginning, up to a whole word.
    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (line.Length <= LongestTitle) return line;
        var end = line.LastIndexOf(' ', LongestTitle - 2);
        return line[..(end > LongestTitle / 2 ? end : LongestTitle - 2)].TrimEnd(',', ';', '.', ' ') + " …";
    }
}
