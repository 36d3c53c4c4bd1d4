using System.Reflection;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Shared;

/// <summary>Marks a field of a form in which bodies, themes or priorities are chosen. An id that is none of them is refused at the
/// field before the page's own rules are asked: a list to choose from stops nobody who writes the request himself.</summary>
/// <param name="message">What to do about it.</param>
/// <param name="kinds">What may be chosen, as <see cref="Names"/> calls it: "organisations", "groups", "themes", "priorities".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChosenAttribute(string message, params string[] kinds) : Attribute
{
    /// <summary>What to do about it.</summary>
    public string Message => message;

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<string> Kinds => kinds;
}

/// <summary>Checks what was chosen on a page.</summary>
internal static class Chosen
{
    /// <summary>Puts messages at the fields that hold an unknown id; one command, and none where nothing was chosen.</summary>
    public static async Task CheckAsync(BoardDb db, BoardPage page, CancellationToken stop)
    {
        if (page.GetType().GetProperty("Input")?.GetValue(page) is not { } input) return;
        var fields = input.GetType().GetProperties().Where(p => p.IsDefined(typeof(ChosenAttribute)))
            .Select(p => (p.Name, Rule: p.GetCustomAttribute<ChosenAttribute>()!, Ids: Ids(p.GetValue(input)))).Where(f => f.Ids.Count > 0).ToList();
        if (fields.Count == 0) return;
        var names = await Names.LoadAsync(db, stop);
        foreach (var (name, rule, ids) in fields)
            if (!ids.All(id => rule.Kinds.Any(kind => names.Is(id, kind)))) page.ModelState.AddModelError($"Input.{name}", rule.Message);
    }

    private static IReadOnlyList<Guid> Ids(object? value) => value switch
    {
        Guid id => [id],
        IEnumerable<Guid> many => [.. many],
        _ => [],
    };
}
