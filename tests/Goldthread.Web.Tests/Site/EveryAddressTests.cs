using System.Net;
using System.Text.RegularExpressions;
using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Web.Tests.Governance;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Site;

/// <summary>Every page whose address names a record, found by itself: a new page without a place here fails the tests.</summary>
public sealed partial class EveryAddressTests(Board board) : IClassFixture<Board>
{
    // Confidential records by the words before the id, each with a kind that pages for many kinds call it by.
    private static readonly Dictionary<string, (string? Kind, Func<Board, Somebody?, Task<Guid>> Make)> records = new()
    {
        ["findings"] = ("finding", async (board, only) => (await board.GivenAsync(Limit(A.Finding(), only))).Id),
        ["recommendations"] = ("recommendation", async (board, only) => (await board.GivenAsync(Limit(A.Recommendation(), only))).Id),
        ["actions"] = ("action", async (board, only) => (await board.GivenAsync(Limit(An.Action().ReportedDone(), only))).Id),
        ["measures"] = ("measure", async (board, only) => (await board.GivenAsync(Limit(A.Measure(), only))).Id),
        ["meetings"] = ("meeting", async (board, only) => (await board.GivenAsync(Limit(Given.AMeetingOf(Somewhere.Quality), only))).Id),
        ["decisions"] = (null, async (board, only) =>
        {
            var meeting = Limit(Given.AMeetingOf(Somewhere.Quality), only);
            Decision decision = new(meeting.Record, 1, "Kept");
            return (await board.GivenAsync(new Built<Decision>(decision, [.. meeting.Before, meeting.Record]))).Id;
        }
        ),
        ["evidence"] = (null, async (board, only) =>
        {
            var action = Limit(An.Action(), only);
            var piece = A.Evidence();
            action.Record.Show(piece);
            await board.GivenAsync(action);
            return piece.Id;
        }
        ),
        ["library/items"] = ("item", async (board, only) => (await board.GivenAsync(Limit(new Built<LibraryItem>(new(Volume.Children, "Consultation", "Forum", new(2026, 9, 1), null), []), only))).Id),
    };

    // Everybody signed in may know of these, or their own tests ask: addresses with one of a few words, and files.
    private static readonly string[] openOrElsewhere =
        ["groups", "organisations", "people", "structure/priorities", "structure/themes", "themes", "indicators", "library", "loose-ends", "imports", "figures/in", "error", "files", "choose-password", "mail", "set-up/tracker", "retention/certificates", "sign-in/by", "sign-out/by"];

    [Fact]
    [Trait("threat", "T03")]
    [Trait("asvs", "V8.2.2")]
    public void Every_address_with_an_id_has_its_place()
    {
        var strays = Templates().Where(t => t.Contains('{', StringComparison.Ordinal) && Words(t) is var words && !records.ContainsKey(words) && !ForKinds(t) && !openOrElsewhere.Contains(words));

        Assert.Empty(strays);
    }

    [Fact]
    [Trait("threat", "T01")]
    [Trait("threat", "T03")]
    [Trait("asvs", "V8.2.2")]
    [Trait("asvs", "V8.3.1")]
    public async Task Each_opens_for_one_who_may_and_is_missing_for_all_others()
    {
        var insiders = new List<Client>();
        foreach (var somebody in new[] { Somebody.Officer, Somebody.QualityChair, Somebody.SocialCareLead, Somebody.Administrator }) insiders.Add(await board.AsAsync(somebody));
        var (practitioner, reviewer, anyone) = (await board.AsAsync(Somebody.Practitioner), await board.AsAsync(Somebody.Reviewer), await board.AnyoneAsync());
        List<string> faults = [];
        var tried = 0;
        foreach (var (template, words, kind) in Guarded())
        {
            tried++;
            string At(Guid id) => Path(template, kind, id);
            var open = At(await records[words].Make(board, null));
            var closed = At(await records[words].Make(board, Somebody.Reviewer));
            var missing = At(Guid.NewGuid());

            var opened = new List<HttpStatusCode>();
            foreach (var client in insiders) opened.Add((await client.OpenAsync(open)).Status);
            // An address with a second id has tests of its own for the open side: the second is not a record.
            if (!opened.Contains(HttpStatusCode.OK) && Value().Count(template) - (kind is null ? 0 : 1) == 1) faults.Add($"{open}: opens for nobody: {string.Join(", ", opened)}");
            if ((await practitioner.OpenAsync(open)).Status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound)) faults.Add($"{open}: opens for a practitioner");
            if ((await anyone.AskAsync(open)).Location?.StartsWith("/sign-in", StringComparison.Ordinal) != true) faults.Add($"{open}: opens for anyone");
            foreach (var client in insiders)
            {
                var (denied, absent) = (await client.OpenAsync(closed), await client.OpenAsync(missing));
                if (denied.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden) || denied.Status != absent.Status || denied.Text != absent.Text)
                    faults.Add($"{closed}: {denied.Status} and not as if missing ({absent.Status})");
            }
        }

        Assert.True(tried > 25, $"{tried}");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    [Trait("threat", "T01")]
    [Trait("threat", "T03")]
    [Trait("asvs", "V8.2.2")]
    public async Task Each_that_takes_a_post_takes_none_for_a_record_that_is_hidden()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var token = (await officer.OpenAsync("/findings/new")).Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        List<string> faults = [];
        foreach (var (template, words, kind) in Guarded())
        {
            var closed = Path(template, kind, await records[words].Make(board, Somebody.Reviewer));
            foreach (var handler in PostHandlers(template))
            {
                var path = handler.Length == 0 ? closed : $"{closed}?handler={handler}";
                var answer = await officer.PostAsync(path, ("__RequestVerificationToken", token), ("Command.Id", $"{Guid.NewGuid()}"), ("Command.Version", "1"));
                if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)) faults.Add($"POST {path}: {answer.Status}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static Built<T> Limit<T>(Built<T> built, Somebody? only) where T : ConfidentialRecord => only is null ? built : built.RestrictedTo(only);

    private IEnumerable<(string Template, string Words, string? Kind)> Guarded()
    {
        foreach (var template in Templates())
        {
            if (template.Contains('{', StringComparison.Ordinal) && records.ContainsKey(Words(template))) yield return (template, Words(template), null);
            if (!ForKinds(template)) continue;
            foreach (var (words, (kind, _)) in records)
                if (kind is not null && Takes(template, kind)) yield return (template, words, kind);
        }
    }

    // A page for many kinds says by "Page not found" which it does not know; these are what each is for.
    private static bool Takes(string template, string kind) => template.Split('/')[0] switch
    {
        "thread" => kind is not "meeting",
        "files" => kind is "item" or "action",
        _ => true,
    };

    private static bool ForKinds(string template) => template.Contains("{kind}/{id:guid}", StringComparison.Ordinal);

    private static string Words(string template) => template.Split("/{")[0];

    private static string Path(string template, string? kind, Guid id) => "/" + Value().Replace(template, m => m.Value == "{kind}" ? kind! : $"{id}");

    private List<string> Templates() => [.. Pages().Select(p => p.AttributeRouteInfo!.Template!).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<PageActionDescriptor> Pages() => board.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>();

    private IEnumerable<string> PostHandlers(string template)
    {
        var loader = board.Services.GetRequiredService<PageLoader>();
        return from page in Pages()
               where page.AttributeRouteInfo!.Template == template
               from handler in loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty).GetAwaiter().GetResult().HandlerMethods
               where handler.HttpMethod == "Post"
               select handler.Name ?? "";
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Value();
}
