using System.Reflection;
using System.Runtime.CompilerServices;
using Goldthread.Domain;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Goldthread.Web.Tests.Architecture;

public class ArchitectureTests
{
    private static readonly Assembly domain = typeof(Record).Assembly;
    private static readonly Assembly web = typeof(BoardDb).Assembly;

    // Which way parts may point: to their own line's neighbours in 1 and 2, and to lower lines.
    private static readonly Dictionary<string, int> lines = new()
    {
        ["Governance"] = 1,
        ["Forms"] = 1,
        ["Admin"] = 1,
        ["Library"] = 2,
        ["Thread"] = 2,
        ["Section11"] = 3,
        ["Reports"] = 3,
        ["Dataset"] = 3,
        ["SetUp"] = 3,
        ["Audits"] = 3,
        ["CaseReviews"] = 3,
        ["Participation"] = 3,
        ["Communication"] = 3,
        ["Training"] = 3,
        ["Publishing"] = 4,
        ["AnnualReport"] = 4,
        ["Exchange"] = 4,
    };

    // Pages that show or search what lower lines hold. They read, and no rule of theirs depends on it; the domain has no such
    // exception.
    private static readonly (string Space, string[] Parts)[] showsWhatHangsOnIt =
    [
        ("Goldthread.Web.Features.Governance.Groups.", ["Library", "Thread"]),
        ("Goldthread.Web.Features.Governance.Meetings.", ["Thread"]),
        ("Goldthread.Web.Features.Governance.Organisations.", ["Library", "Thread"]),
        ("Goldthread.Web.Features.Admin.Trail.", ["Library", "Thread"]), // names the kinds of record
        ("Goldthread.Web.Features.Admin.Restrict.", ["Library", "Thread"]), // shuts what hangs on a record as well
        ("Goldthread.Web.Features.Admin.OutsideReaders.", ["Library", "Thread"]), // opens what hangs on a record as well
        ("Goldthread.Web.Features.Admin.People.", ["Library", "Thread"]), // what a person reads by name, and the actions a post carries
        ("Goldthread.Web.Features.Admin.TakeOut.", ["Library", "Thread"]), // takes a text out of the search, and of charts kept as evidence
        ("Goldthread.Web.Features.Admin.Retention.", ["Library", "Thread"]), // removes every kind of record whose time is over
        ("Goldthread.Web.Features.Admin.Settings.", ["Dataset"]), // the area a board answers for is one that has figures
        ("Goldthread.Web.Features.Thread.", ["Dataset"]), // the thread rests on indicators from the first day
    ];

    // Work that must see everything. Whoever adds a place here says why it can't be a viewer's.
    private static readonly string[] seesEverything =
    [
        "Goldthread.Web.Commands.Demo", "Goldthread.Web.Commands.Hosted", // the command line: whoever may start it has the database
        "Goldthread.Web.Jobs.Remind", // keeps letters in nobody's name; what each tells is read with its reader's sight
        "Goldthread.Web.Commands.NewPlace", // puts a whole board into a new place
        "Goldthread.Web.Jobs.KeepBackups", // a backup holds everything
        "Goldthread.Web.Features.Admin.ProofCheck", // nobody is signed in yet
        "Goldthread.Web.Jobs.MakeDownloads", "Goldthread.Web.Features.Admin.Downloads.MakeDownload", // keep how far a list is; what is in it is read with the sight of who asked
        "Goldthread.Web.Jobs.BringFiguresIn", // says how far a table of figures is, and takes back what a node left; figures come in with the sight of who brings them
        "Goldthread.Web.Jobs.ReadFiles", // what is hidden from most is found by those who may see it
        "Goldthread.Web.Jobs.CheckFiles", // a file that is hidden from most is checked like any other
        "Goldthread.Web.Jobs.RemoveForGood", // notes in nobody's name why a removal was not carried out
        "Goldthread.Web.Jobs.Sweep", // a file that is hidden from a person is still in use
        "Goldthread.Web.Storage.SearchFilling", // the search holds a row for every record, as hidden as the record
        "Goldthread.Web.Features.Shared.WhatHangs", // who shuts a record shuts its parts, also those he may not see; nothing of them is shown
        "Goldthread.Web.Features.Admin.Retention.RetentionBook", // whether something rests upon a record is asked past what a person sees; what is shown is asked with his sight
        "Goldthread.Web.Features.Admin.Retention.ForGood", // what two people decided is removed with its parts, whoever sees them
        "Goldthread.Web.Features.Admin.TakeOut.TakeOutText", // a text taken out must go from what its remover may not see as well
    ];

    // The two that put markup together themselves, and encode what they put in.
    private static readonly string[] writesMarkup = ["/Features/Shared/Fields/", "/Features/Shared/Charts/"];

    [Fact]
    public void The_domain_uses_the_base_library_alone()
    {
        Assert.All(domain.GetReferencedAssemblies(), name => Assert.True(name.Name!.StartsWith("System.", StringComparison.Ordinal), name.Name));
    }

    [Fact]
    public void Parts_point_only_upwards()
    {
        var astray =
            from type in domain.GetTypes().Concat(web.GetTypes())
            let part = Part(type)
            where part is not null
            from used in CompiledCode.Uses(type).SelectMany(CompiledCode.Types).Distinct()
            let other = Part(used)
            where other is not null && other != part && !MayUse(part, other)
            let space = $"{CompiledCode.Written(type).Namespace}."
            where !showsWhatHangsOnIt.Any(known => space.StartsWith(known.Space, StringComparison.Ordinal) && known.Parts.Contains(other))
            select $"{CompiledCode.Written(type).FullName} uses {CompiledCode.Written(used).FullName}";

        None(astray);
    }

    [Fact]
    public void Every_part_has_a_place_in_the_picture()
    {
        var parts = domain.GetTypes().Concat(web.GetTypes()).Select(Folder).OfType<string>().Distinct();

        Assert.Empty(parts.Except(lines.Keys).Except(["Shared", "Home", "Help"]));
    }

    [Fact]
    [Trait("threat", "T18")]
    [Trait("asvs", "V15.3.3"), Trait("asvs", "V8.2.3")]
    public void No_form_is_bound_to_a_record()
    {
        var bound =
            from page in Pages
            from type in page.GetProperties().Where(p => p.IsDefined(typeof(BindPropertyAttribute)) || page.IsDefined(typeof(BindPropertiesAttribute))).Select(p => p.PropertyType)
                .Concat(page.GetMethods().Where(m => m.Name.StartsWith("OnGet", StringComparison.Ordinal) || m.Name.StartsWith("OnPost", StringComparison.Ordinal)).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType))
            from part in Inside(type, [])
            where IsKept(part)
            select $"{page.FullName} binds {part.FullName}";

        None(bound);
    }

    [Fact]
    [Trait("asvs", "V8.2.1")]
    public void Every_page_says_who_may_open_it()
    {
        Assert.NotEmpty(Pages);
        Assert.All(Pages, page => Assert.True(
            new[] { typeof(NeedsAttribute), typeof(ForEveryoneSignedInAttribute), typeof(AllowAnonymousAttribute) }.Count(a => page.IsDefined(a)) == 1,
            $"{page.FullName} says nothing, or two things: [Needs], [ForEveryoneSignedIn] or [AllowAnonymous]"));
    }

    [Fact]
    public void Every_page_has_a_model_that_can_say_so()
    {
        var views = web.GetCustomAttributes<RazorCompiledItemAttribute>().Where(item => item.Kind == "mvc.1.0.razor-page");

        Assert.All(views, view => Assert.True(typeof(PageModel).IsAssignableFrom(view.Type.GetProperty("Model")?.PropertyType), $"{view.Identifier} has no page model"));
    }

    [Fact]
    [Trait("threat", "T04")]
    [Trait("asvs", "V1.2.1"), Trait("asvs", "V1.1.2"), Trait("asvs", "V1.3.1")]
    public void Nothing_is_written_to_a_page_unencoded()
    {
        // In the sources: the compiler of views calls Html.Raw itself, with what was encoded before.
        var raw = Sources().Where(file => File.ReadAllText(file).Contains("Html.Raw", StringComparison.Ordinal));
        var markup = Sources().Where(file => File.ReadAllText(file) is var text && (text.Contains("HtmlString(", StringComparison.Ordinal) || text.Contains("AppendHtml", StringComparison.Ordinal) || text.Contains("SetHtmlContent", StringComparison.Ordinal)))
            .Where(file => !writesMarkup.Any(folder => file.Contains(folder, StringComparison.Ordinal)));

        Assert.Empty(raw);
        Assert.Empty(markup);
    }

    [Fact]
    [Trait("threat", "T01")]
    public void Only_the_listed_places_see_everything()
    {
        var callers = Callers(web, m => m.DeclaringType == typeof(Viewer) && m.Name == nameof(Viewer.System));

        Assert.Empty(callers.Except(seesEverything));
    }

    [Fact]
    [Trait("asvs", "V6.5.3"), Trait("asvs", "V7.2.3")]
    public void What_nobody_may_guess_is_never_drawn_by_a_generator_that_can_be_foretold()
    {
        var callers = Callers(web, m => m.DeclaringType == typeof(Random)).Concat(Callers(domain, m => m.DeclaringType == typeof(Random)));

        Assert.Empty(callers.Where(c => !c.StartsWith("Goldthread.Web.Commands.Large.", StringComparison.Ordinal)) // invented boards are the same at every run
            .Except(["Goldthread.Web.Storage.FailoverStrategy"])); // how long to wait before the next try
    }

    [Fact]
    public void Nobody_looks_at_the_clock_of_the_machine()
    {
        var callers = Callers(web, IsClock).Concat(Callers(domain, IsClock));

        Assert.Empty(callers.Except(["Goldthread.Domain.Ids"])); // ids sort by the moment of making, whatever the board's clock says

        static bool IsClock(MethodBase method) => (method.DeclaringType == typeof(DateTime) || method.DeclaringType == typeof(DateTimeOffset))
            && method.Name is "get_Now" or "get_UtcNow" or "get_Today";
    }

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Goldthread.Web"));
        return new[] { "Features", "Site" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs*", SearchOption.AllDirectories));
    }

    private static IEnumerable<Type> Pages => web.GetTypes().Where(t => typeof(PageModel).IsAssignableFrom(t) && !t.IsAbstract);

    internal static IEnumerable<string> Callers(Assembly assembly, Func<MethodBase, bool> isCalled) => assembly.GetTypes()
        .Where(t => CompiledCode.Uses(t).OfType<MethodBase>().Any(isCalled)).Select(t => CompiledCode.Written(t).FullName!).Distinct();

    private static void None(IEnumerable<string> faults)
    {
        var list = faults.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    private static bool MayUse(string part, string other) => lines.TryGetValue(part, out var own) && lines.TryGetValue(other, out var its)
        && (its < own || (its == own && own <= 2));

    private static string? Part(Type type) => Folder(type) is { } folder && lines.ContainsKey(folder) ? folder : null;

    // "Thread" of Goldthread.Domain.Thread and of Goldthread.Web.Features.Thread.Actions.
    private static string? Folder(Type type)
    {
        var space = CompiledCode.Written(type).Namespace ?? "";
        foreach (var root in new[] { "Goldthread.Domain.", "Goldthread.Web.Features." })
            if (space.StartsWith(root, StringComparison.Ordinal)) return space[root.Length..].Split('.')[0];
        return null;
    }

    private static IEnumerable<Type> Inside(Type type, HashSet<Type> seen)
    {
        var bare = type.HasElementType ? type.GetElementType()! : type;
        foreach (var argument in bare.GetGenericArguments())
            foreach (var part in Inside(argument, seen)) yield return part;
        if (!seen.Add(bare)) yield break;
        yield return bare;
        if (bare.Assembly != web && bare.Assembly != domain) yield break;
        foreach (var property in bare.GetProperties().Where(p => p.SetMethod is { IsPublic: true }))
            foreach (var part in Inside(property.PropertyType, seen)) yield return part;
    }

    private static bool IsKept(Type type) => typeof(Record).IsAssignableFrom(type) || kept.Value.Contains(type);

    private static readonly Lazy<HashSet<Type>> kept = new(() =>
    {
        using var db = new SqliteDesign().CreateDbContext([]);
        return [.. db.Model.GetEntityTypes().Select(e => e.ClrType)];
    });
}
