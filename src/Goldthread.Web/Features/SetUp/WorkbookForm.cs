using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.SetUp;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.SetUp;

/// <summary>The set-up workbook as it is handed out, and what a board has that one may name in it.</summary>
public static class WorkbookForm
{
    private static readonly WorkbookWords words = new(InWords<OrganisationType>(), InWords<DutyBasis>(), InWords<GroupKind>(), [.. InWords<Role>().Where(r => r.Value != Role.None)]);

    /// <summary>What the board has already, by name.</summary>
    public static async Task<BoardAsItIs> AsItIsAsync(this BoardDb db, Words vocabulary, DateOnly today, CancellationToken stop)
    {
        var organisations = await db.Organisations.Where(o => o.ActiveUntil == null || o.ActiveUntil >= today).Select(o => new { o.Id, o.Name, o.ShortName, o.ParentId }).ToListAsync(stop);
        var groups = await db.Groups.Where(g => g.ClosedOn == null || g.ClosedOn >= today).Select(g => new { g.Id, g.Name, g.ShortName, g.ReportsToId }).ToListAsync(stop);
        var held = await db.RoleHoldings.Where(h => h.Until == null || h.Until >= today).Select(h => new { h.PersonId, h.Role, h.ScopeId }).ToListAsync(stop);
        return new(
            ByName(organisations.Select(o => (o.Name, o.Id)).Concat(organisations.Select(o => (o.ShortName, o.Id)))), [.. organisations.Select(o => new StructurePart(o.Id, o.ParentId))],
            ByName(groups.Select(g => (g.Name, g.Id)).Concat(groups.Select(g => (g.ShortName, g.Id)))), [.. groups.Select(g => new StructurePart(g.Id, g.ReportsToId))],
            ByName((await db.People.Select(p => new { p.Email, p.Id }).ToListAsync(stop)).Select(p => (p.Email, p.Id))),
            held.Select(h => new Held(h.PersonId, h.Role, h.ScopeId)).ToHashSet(),
            (await db.Priorities.Select(p => p.Title).ToListAsync(stop)).Select(t => t.ToLowerInvariant()).ToHashSet(),
            (await db.Themes.Select(t => t.Name).ToListAsync(stop)).Select(t => t.ToLowerInvariant()).ToHashSet(),
            words, vocabulary, today);
    }

    /// <summary>An empty workbook: headings, what each means, the words that are accepted, and themes to begin with where there are none.</summary>
    public static IReadOnlyList<SheetToWrite> Empty(bool hasThemes, Words vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        SheetToWrite Sheet(string name, IEnumerable<object?[]>? rows = null) => new(name, BoardWorkbook.Headings[name], rows ?? []);
        return
        [
            new(BoardWorkbook.About, ["Set-up workbook", " "],
            [
                ["Version", BoardWorkbook.Version],
                ["How it works", "Type one line for each thing into the sheets that follow, and bring the workbook in on the page you took it from. Everything is read and shown before anything is kept; what the board has already stays as it is."],
                ["Asterisk", "A heading with an asterisk must be filled. Leave headings and names of sheets as they are."],
                ["Names", "Where one thing names another, its name or short name will do, here or on the board already."],
                ["Dates", "27/03/2026, 27 March 2026 or 2026-03-27."],
                [BoardWorkbook.Organisations, $"Every agency, and the {vocabulary.BodyShort}’s own office. A service that answers for itself stands in a line of its own and names the organisation it is “a service of”."],
                [BoardWorkbook.Groups, $"The {vocabulary.BodyShort} itself, the executive, sub-groups, panels, forums. “Runs the framework”: yes for the group that keeps the learning framework."],
                [BoardWorkbook.People, "Everybody you work with. Nobody can sign in before being invited on their own page."],
                [BoardWorkbook.Roles, $"One line for each role or seat. “Where” is a group or an organisation; nothing means the whole {vocabulary.BodyShort}. “Speaks for” is the organisation that a member of a group represents."],
                [BoardWorkbook.Priorities, "What will be better for children, and in which years."],
                [BoardWorkbook.Themes, "The one list that all evidence is tagged with."],
                ["Kinds of organisation", Accepted(words.Types)],
                ["Duty rests on", Accepted(words.Bases)],
                ["Kinds of group", Accepted(words.Kinds)],
                ["Roles", Accepted(words.Roles)],
            ]),
            Sheet(BoardWorkbook.Organisations), Sheet(BoardWorkbook.Groups), Sheet(BoardWorkbook.People), Sheet(BoardWorkbook.Roles), Sheet(BoardWorkbook.Priorities),
            Sheet(BoardWorkbook.Themes, hasThemes ? [] : StartingThemes.ByFamily.SelectMany(f => f.Names.Select(name => new object?[] { name, f.Family }))),
        ];
    }

    private static string Accepted<T>(IEnumerable<(string Word, T Value)> accepted) => string.Join(" · ", accepted.Select(w => w.Word));

    private static (string Word, T Value)[] InWords<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (value.InWords(), value))];

    /// <summary>Ids by name in lower case; a full name goes before a short one of another.</summary>
    public static Dictionary<string, Guid> ByName(IEnumerable<(string Name, Guid Id)> names)
    {
        Dictionary<string, Guid> known = [];
        foreach (var (name, id) in names) known.TryAdd(name.ToLowerInvariant(), id);
        return known;
    }
}
