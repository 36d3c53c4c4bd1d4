using System.Globalization;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.SetUp;

/// <summary>The workbook a board is set up from: one sheet for each kind of thing. It is made by the product, filled by people, and read
/// whole before anything is kept.</summary>
public static class BoardWorkbook
{
    /// <summary>Stands on the first sheet. Raised when a sheet or a heading changes its meaning.</summary>
    public const string Version = "1";

    /// <summary>The sheet that says what the workbook is.</summary>
    public const string About = "About";

    /// <summary>Names of the sheets.</summary>
    public const string Organisations = "Organisations", Groups = "Groups", People = "People", Roles = "Roles", Priorities = "Priorities", Themes = "Themes";

    /// <summary>A sheet can't have more lines than this: no board has.</summary>
    public const int MostLines = 5000;

    /// <summary>The headings of each sheet; an asterisk is not part of a heading, and says that it is needed.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Headings { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Organisations] = ["Name*", "Short name*", "Kind*", "Duty rests on*", "More about its duty", "A service of"],
        [Groups] = ["Name*", "Short name*", "Kind*", "Purpose*", "Meets", "Quorum", "Reports to", "Runs the framework"],
        [People] = ["Name*", "E-mail*", "Organisation", "Post"],
        [Roles] = ["E-mail*", "Role*", "Where", "Speaks for", "Deputy", "From", "Until"],
        [Priorities] = ["Priority*", "What will be different for children*", "From*", "Until"],
        [Themes] = ["Theme*", "Sorted under*"],
    };

    /// <summary>Reads a workbook. Never throws for what stands in it.</summary>
    /// <param name="sheets">Its sheets.</param>
    /// <param name="board">What the board has already.</param>
    /// <param name="by">Who brings it in: each row is asked for what this person may.</param>
    public static BoardPlan Read(IReadOnlyList<Sheet> sheets, BoardAsItIs board, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(by);
        BoardPlan plan = new();
        if (WrongVersion(sheets) is { } wrong)
        {
            plan.Problems.Add(wrong);
            return plan;
        }
        new Reading(sheets, board, by, plan).Carry();
        return plan;
    }

    /// <summary>A heading as it is looked for: without the asterisk.</summary>
    internal static string Plain(string heading) => heading.TrimEnd('*').Trim();

    private static RowProblem? WrongVersion(IReadOnlyList<Sheet> sheets)
    {
        var about = sheets.FirstOrDefault(s => s.Name == About);
        var version = about?.Rows.FirstOrDefault(r => r[0].Equals("Version", StringComparison.OrdinalIgnoreCase));
        if (version is null) return new(0, "", "", $"This is not the set-up workbook: its sheet “{About}” with the version is missing. Take the workbook from this page and type into it");
        return version[1] == Version ? null : new(version.Line, "Version", version[1], $"This board reads version {Version}: take a new workbook from this page and copy your rows into it") { Sheet = About };
    }

    private sealed class Reading(IReadOnlyList<Sheet> sheets, BoardAsItIs board, Viewer by, BoardPlan plan)
    {
        private readonly Dictionary<string, Guid> organisations = new(board.Organisations), groups = new(board.Groups), people = new(board.People);
        private readonly HashSet<Guid> newPeople = [];

        public void Carry()
        {
            ReadOrganisations();
            ReadGroups();
            Each(People, ReadPerson);
            Each(Roles, ReadRole);
            Each(Priorities, ReadPriority);
            Each(Themes, ReadTheme);
        }

        private static string Key(string text) => text.ToLower(CultureInfo.InvariantCulture);

        private void Each(string name, Action<RowReader> read)
        {
            if (Checked(name) is not { } sheet) return;
            foreach (var row in sheet.Rows) read(new(sheet, row, plan.Problems));
        }

        // The sheet with its headings as they are looked for; null when it is missing, or its headings are wrong.
        private Sheet? Checked(string name)
        {
            if (sheets.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } sheet || sheet.Rows.Count == 0) return null;
            var before = plan.Problems.Count;
            var headings = sheet.Headings.Select(Plain).ToList();
            var wanted = Headings[name].Select(Plain).ToList();
            foreach (var missing in wanted.Where(h => !headings.Contains(h, StringComparer.OrdinalIgnoreCase))) plan.Problems.Add(new(1, missing, "", "This heading is missing: put it back as it was") { Sheet = name });
            foreach (var unknown in headings.Where(h => h.Length > 0 && !wanted.Contains(h, StringComparer.OrdinalIgnoreCase))) plan.Problems.Add(new(1, unknown, unknown, $"This is no heading of this sheet. Accepted are {string.Join(", ", wanted)}") { Sheet = name });
            if (sheet.Rows.Count > MostLines) plan.Problems.Add(new(0, "", $"{sheet.Rows.Count} lines", $"A sheet may have {MostLines} lines") { Sheet = name });
            return plan.Problems.Count == before ? sheet with { Headings = headings } : null;
        }

        private void Plan(string sheet, RowReader row, string what, string more) => plan.Lines.Add(new(sheet, row.Line, what, more));

        // First all names, so that a row may name one that stands below it.
        private List<(RowReader Row, Guid Id)> Named(string name, Dictionary<string, Guid> known)
        {
            List<(RowReader, Guid)> added = [];
            if (Checked(name) is not { } sheet) return added;
            Dictionary<string, int> lines = [];
            foreach (var row in sheet.Rows.Select(r => new RowReader(sheet, r, plan.Problems)))
            {
                string[] both = [.. new[] { row.Text("Name"), row.Text("Short name") }.Where(n => n.Length > 0).Select(Key).Distinct()];
                if (both.FirstOrDefault(lines.ContainsKey) is { } twice) row.Refuse("Name", $"Line {lines[twice]} has this name too: give each a name of its own");
                else if (both.Length > 0 && known.ContainsKey(both[0])) plan.Known++;
                else if (both.FirstOrDefault(known.ContainsKey) is not null) row.Refuse("Short name", "Another has this name already: choose a short name of its own");
                else
                {
                    var id = Guid.CreateVersion7();
                    foreach (var one in both)
                    {
                        lines[one] = row.Line;
                        known[one] = id;
                    }
                    added.Add((row, id));
                }
            }
            return added;
        }

        private static readonly Dictionary<string, string> organisationHeadings = new() { ["Name"] = "Name", ["ShortName"] = "Short name", ["Basis"] = "Duty rests on", ["Duty"] = "More about its duty", ["ParentId"] = "A service of" };

        private void ReadOrganisations()
        {
            var added = Named(Organisations, organisations).Select(a => (a.Row, a.Id,
                Parent: a.Row.Named("A service of", organisations, "Accepted is the name of another organisation, here or in this sheet, or nothing"))).ToList();
            List<StructurePart> parts = [.. board.OrganisationParts, .. added.Select(a => new StructurePart(a.Id, a.Parent))];
            Dictionary<Guid, Organisation> made = [];
            foreach (var (row, id, parent) in added)
            {
                var type = row.OneOf("Kind", board.Words.Types);
                var basis = row.OneOf("Duty rests on", board.Words.Bases);
                row.Refuse(GovernanceRules.CheckOrganisation(id, row.Text("Name"), row.Text("Short name"), basis ?? DutyBasis.None, row.Text("More about its duty"), parent, parts), organisationHeadings);
                if (!row.IsGood) continue;
                var (organisation, list) = Organisation.WithList(row.Text("Name"), row.Text("Short name"), type!.Value, basis!.Value, board.Today, row.Text("More about its duty"));
                Rename(organisations, id, organisation.Id);
                made[id] = organisation;
                plan.Organisations.Add((organisation, list));
                Plan(Organisations, row, organisation.Name, row.Text("Kind"));
            }
            foreach (var (_, id, parent) in added.Where(a => made.ContainsKey(a.Id)))
                made[id].Under(parent is { } above && made.TryGetValue(above, out var mother) ? mother.Id : parent is { } old && board.OrganisationParts.Any(p => p.Id == old) ? old : null);
        }

        private static readonly Dictionary<string, string> groupHeadings = new() { ["Name"] = "Name", ["ShortName"] = "Short name", ["Purpose"] = "Purpose", ["ReportsToId"] = "Reports to" };

        private void ReadGroups()
        {
            var added = Named(Groups, groups).Select(a => (a.Row, a.Id, Above: a.Row.Named("Reports to", groups, "Accepted is the name of another group, here or in this sheet, or nothing"))).ToList();
            List<StructurePart> parts = [.. board.GroupParts, .. added.Select(a => new StructurePart(a.Id, a.Above))];
            Dictionary<Guid, Group> made = [];
            foreach (var (row, id, above) in added)
            {
                var kind = row.OneOf("Kind", board.Words.Kinds);
                var runs = row.Yes("Runs the framework");
                foreach (var heading in new[] { "Meets", "Quorum" }) if (row.Text(heading).Length > 200) row.Refuse(heading, "Shorten it to 200 characters");
                row.Refuse(GovernanceRules.CheckGroup(id, row.Text("Name"), row.Text("Short name"), row.Text("Purpose"), above, parts), groupHeadings);
                if (!row.IsGood) continue;
                var (group, list) = Group.WithList(row.Text("Name"), row.Text("Short name"), kind!.Value, row.Text("Purpose"), row.Text("Meets"), null, board.Today);
                group.RunFramework(runs);
                Rename(groups, id, group.Id);
                made[id] = group;
                plan.Groups.Add((group, list));
                Plan(Groups, row, group.Name, row.Text("Kind"));
            }
            foreach (var (row, id, above) in added.Where(a => made.ContainsKey(a.Id)))
            {
                var group = made[id];
                Guid? to = above is { } top && made.TryGetValue(top, out var mother) ? mother.Id : above is { } old && board.GroupParts.Any(p => p.Id == old) ? old : null;
                group.Describe(group.Name, group.ShortName, group.Purpose, group.Meets, row.Text("Quorum"), to);
            }
        }

        private static void Rename(Dictionary<string, Guid> known, Guid from, Guid to)
        {
            foreach (var name in known.Where(k => k.Value == from).Select(k => k.Key).ToList()) known[name] = to;
        }

        private static readonly Dictionary<string, string> personHeadings = new() { ["Name"] = "Name", ["Email"] = "E-mail" };

        private void ReadPerson(RowReader row)
        {
            var email = row.Text("E-mail");
            if (people.TryGetValue(Key(email), out var known))
            {
                if (newPeople.Contains(known)) row.Refuse("E-mail", "This address stands in this sheet twice: give each person one line");
                else plan.Known++;
                return;
            }
            row.Refuse(Person.Problems(row.Text("Name"), email), personHeadings);
            var organisation = row.Named("Organisation", organisations, "Accepted is the name or short name of an organisation, here or in the sheet “Organisations”");
            var title = row.Text("Post");
            if (title.Length > 120) row.Refuse("Post", "Shorten the post to 120 characters");
            if (title.Length > 0 && row.Text("Organisation").Length == 0) row.Refuse("Organisation", "Name the organisation in which the person holds this post");
            if (!row.IsGood) return;
            Person person = new(row.Text("Name"), email);
            people[Key(email)] = person.Id;
            newPeople.Add(person.Id);
            plan.People.Add(person);
            if (organisation is { } there)
            {
                Post post = new(there, title.Length > 0 ? title : "Staff");
                plan.Posts.Add((post, new(post.Id, person.Id, board.Today)));
            }
            Plan(People, row, person.Name, row.Text("Organisation"));
        }

        private static readonly Dictionary<string, string> roleHeadings = new() { ["PersonId"] = "E-mail", ["Role"] = "Role", ["Scope"] = "Where", ["Until"] = "Until" };

        private void ReadRole(RowReader row)
        {
            if (!by.HoldsForBoard(Right.RunTheSystem))
            {
                row.Refuse("", "An administrator must bring in roles: leave this sheet empty, or let an administrator bring in the workbook");
                return;
            }
            var person = row.Named("E-mail", people, "Accepted is the address of somebody here, or in the sheet “People”", required: true);
            var role = row.OneOf("Role", board.Words.Roles);
            var (scope, scopeId) = Where(row);
            var speaksFor = row.Named("Speaks for", organisations, "Accepted is the name of an organisation, for a seat in a group");
            var deputy = row.Yes("Deputy");
            var from = row.Text("From").Length == 0 ? board.Today : row.Date("From");
            var until = row.Date("Until");
            if (speaksFor is not null && scope is not (null or ScopeKind.Group)) row.Refuse("Speaks for", "Only who sits in a group speaks for an organisation there: leave it empty");
            if (!row.IsGood) return;
            if (board.Roles.Contains(new(person!.Value, role!.Value, scopeId)) || plan.Roles.Any(h => h.PersonId == person && h.Role == role && h.ScopeId == scopeId))
            {
                plan.Known++;
                return;
            }
            var seat = scope == ScopeKind.Group;
            row.Refuse(RoleRules.CanGive(role, scope, from, until, person.Value, by, board.Vocabulary), roleHeadings);
            if (seat && GovernanceRules.SeatRoles.Any(kind => board.Roles.Contains(new(person.Value, kind, scopeId)))) row.Refuse("E-mail", "This person has a seat there already: change it on the group’s own page");
            if (row.IsGood && seat && GovernanceRules.SeatRoles.Contains(role.Value))
                row.Refuse(GovernanceRules.CheckSeat(person, role.Value, from!.Value, until, plan.Roles.Where(h => h.ScopeId == scopeId), by), roleHeadings);
            if (!row.IsGood) return;
            plan.Roles.Add(new(person.Value, role.Value, scope!.Value, scopeId, from!.Value, until, seat ? speaksFor : null, deputy));
            Plan(Roles, row, row.Text("E-mail"), $"{row.Text("Role")}, {(row.Text("Where") is { Length: > 0 } where ? where : $"the whole {board.Vocabulary.BodyShort}")}");
        }

        private (ScopeKind? Kind, Guid? Id) Where(RowReader row)
        {
            var name = row.Text("Where");
            if (name.Length == 0) return (ScopeKind.Board, null);
            if (groups.TryGetValue(Key(name), out var group)) return (ScopeKind.Group, group);
            if (organisations.TryGetValue(Key(name), out var organisation)) return (ScopeKind.Organisation, organisation);
            row.Refuse("Where", $"Accepted is the name of a group or an organisation, or nothing for the whole {board.Vocabulary.BodyShort}");
            return (null, null);
        }

        private static readonly Dictionary<string, string> priorityHeadings = new() { ["Title"] = "Priority", ["Outcome"] = "What will be different for children", ["Until"] = "Until" };

        private void ReadPriority(RowReader row)
        {
            var title = row.Text("Priority");
            if (board.Priorities.Contains(Key(title)))
            {
                plan.Known++;
                return;
            }
            if (plan.Priorities.Any(p => p.Title.Equals(title, StringComparison.OrdinalIgnoreCase))) row.Refuse("Priority", "This priority stands in this sheet twice");
            var from = row.Date("From", required: true);
            var until = row.Date("Until");
            row.Refuse(GovernanceRules.CheckPriority(title, row.Text("What will be different for children"), from ?? board.Today, until), priorityHeadings);
            if (!row.IsGood) return;
            plan.Priorities.Add(new(title, row.Text("What will be different for children"), from!.Value, until));
            Plan(Priorities, row, title, "");
        }

        private static readonly Dictionary<string, string> themeHeadings = new() { ["Name"] = "Theme", ["Family"] = "Sorted under" };

        private void ReadTheme(RowReader row)
        {
            var name = row.Text("Theme");
            if (board.Themes.Contains(Key(name)))
            {
                plan.Known++;
                return;
            }
            if (plan.Themes.Any(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) row.Refuse("Theme", "This theme stands in this sheet twice");
            row.Refuse(GovernanceRules.CheckTheme(name, row.Text("Sorted under"), isTaken: false), themeHeadings);
            if (!row.IsGood) return;
            plan.Themes.Add(new(name, row.Text("Sorted under")));
            Plan(Themes, row, name, row.Text("Sorted under"));
        }
    }
}
