using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Goldthread.Web.Storage;

/// <summary>A compiled query, made once for each engine's model: for what runs at nearly every request, where making the
/// command anew costs more than running it.</summary>
/// <param name="compile">Makes it.</param>
public sealed class OncePerEngine<T>(Func<T> compile) where T : class
{
    private readonly ConditionalWeakTable<IModel, T> made = [];

    /// <summary>The one for this database's engine.</summary>
    public T For(BoardDb db) => made.GetValue(db.Model, _ => compile());
}
