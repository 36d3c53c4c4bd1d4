using System.Reflection;
using System.Reflection.Emit;

namespace Goldthread.Web.Tests.Architecture;

/// <summary>What compiled methods use, read from their instructions: unlike the sources, these can't hide it behind an
/// alias, a lambda or a generated class.</summary>
internal static class CompiledCode
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly Dictionary<short, OpCode> codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>Everything a type's own members call, read or name, lambdas and nested types left to themselves.</summary>
    public static IEnumerable<MemberInfo> Uses(Type type)
    {
        foreach (var shape in Shape(type)) yield return shape;
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            foreach (var member in Uses(method)) yield return member;
    }

    /// <summary>The type that was written in a source file, for a class the compiler made.</summary>
    public static Type Written(Type type) => type.DeclaringType is { } outer ? Written(outer) : type;

    /// <summary>The types that a member brings in: its own and those of its signature.</summary>
    public static IEnumerable<Type> Types(MemberInfo member) => (member switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType!, field.FieldType],
        MethodInfo method => [method.DeclaringType!, method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType), .. Arguments(method)],
        MethodBase method => [method.DeclaringType!, .. method.GetParameters().Select(p => p.ParameterType)],
        _ => Type.EmptyTypes,
    }).Where(t => t is not null).SelectMany(Unfold);

    private static Type[] Arguments(MethodInfo method) => method.IsGenericMethod ? method.GetGenericArguments() : [];

    private static IEnumerable<Type> Unfold(Type type) => type.HasElementType ? Unfold(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Unfold).Append(type.GetGenericTypeDefinition())
        : [type];

    private static IEnumerable<MemberInfo> Shape(Type type) =>
        [.. type.BaseType is { } parent ? new[] { parent } : [], .. type.GetInterfaces(), .. type.GetFields(All).Select(f => f.FieldType)];

    private static IEnumerable<MemberInfo> Uses(MethodBase method)
    {
        if (method is MethodInfo info) yield return info.ReturnType;
        foreach (var parameter in method.GetParameters()) yield return parameter.ParameterType;
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        var il = body.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? codes[(short)((il[at] << 8) | il[at + 1])] : codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && Resolve(method, BitConverter.ToInt32(il, at)) is { } member) yield return member;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMember(token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException) // a signature, which names no member
        {
            return null;
        }
    }
}
